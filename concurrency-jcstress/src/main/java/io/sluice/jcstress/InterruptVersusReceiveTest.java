package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An interrupt races with the receiver that takes a waiting sender's value (rule 25): either the
 * send throws and nothing was taken, or it returns and the interrupt status stays set.
 */
@JCStressTest
@Outcome(id = "sent and flag, 1", expect = Expect.ACCEPTABLE, desc = "The receive won.")
@Outcome(id = "interrupted, empty", expect = Expect.ACCEPTABLE, desc = "The interrupt won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or invented, or the interrupt was.")
@State
public class InterruptVersusReceiveTest {
  private final Channel<Integer> channel = Channel.unbuffered();
  private final InterruptibleRegion region = new InterruptibleRegion();

  @Actor
  public void sender(LL_Result result) {
    region.enter();
    String outcome = Outcomes.ofSend(() -> channel.send(1));
    result.r1 = region.leave() ? outcome + " and flag" : outcome;
  }

  @Actor
  public void receiver(LL_Result result) {
    region.interrupt();
    Jitter.spin();
    result.r2 = Outcomes.of(channel.tryReceive());
  }
}
