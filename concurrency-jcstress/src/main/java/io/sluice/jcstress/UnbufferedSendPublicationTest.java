package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What precedes an unbuffered send happens-before the completion of its receive (rule 22),
 * whichever of the two waits for the other.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The write before is visible after.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The write before is not visible after.")
@State
public class UnbufferedSendPublicationTest {
  private final Channel<String> channel = Channel.unbuffered();
  private int data;

  @Actor
  public void sender() {
    data = 1;
    Uninterrupted.run(() -> channel.send("ready"));
  }

  @Actor
  public void receiver(I_Result result) {
    Uninterrupted.run(channel::receive);
    result.r1 = data;
  }
}
