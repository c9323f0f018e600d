package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * What precedes a close happens-before a receive that reports it (rule 22), also if the receiver
 * was waiting.
 */
@JCStressTest
@Outcome(id = "closed, 1", expect = Expect.ACCEPTABLE, desc = "The write before is visible after.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The write before is not visible after.")
@State
public class CloseReceivePublicationTest {
  private final Channel<String> channel = Channel.unbuffered();
  private int data;

  @Actor
  public void closer() {
    data = 1;
    channel.close();
  }

  @Actor
  public void receiver(LI_Result result) {
    result.r1 = Uninterrupted.call(channel::receiveOrClosed).isClosed() ? "closed" : "open";
    result.r2 = data;
  }
}
