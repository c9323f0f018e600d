package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What precedes an unbuffered receive happens-before the completion of its send (rule 22): a send
 * that has returned knows that the receiver was there.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The write before is visible after.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The write before is not visible after.")
@State
public class UnbufferedReceivePublicationTest {
  private final Channel<String> channel = Channel.unbuffered();
  private int data;

  @Actor
  public void sender(I_Result result) {
    Uninterrupted.run(() -> channel.send("ready"));
    result.r1 = data;
  }

  @Actor
  public void receiver() {
    data = 1;
    Uninterrupted.run(channel::receive);
  }
}
