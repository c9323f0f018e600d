package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * An interrupt races with the receiver that makes room for a sender waiting at a full buffer (rules
 * 2 and 25): its value is in the buffer, or the sender knows that it is not.
 */
@JCStressTest
@Outcome(id = "sent and flag, 0, 1 left", expect = Expect.ACCEPTABLE, desc = "The receive won.")
@Outcome(id = "interrupted, 0, none left", expect = Expect.ACCEPTABLE, desc = "The interrupt won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or invented, or the interrupt was.")
@State
public class InterruptVersusRefillTest {
  private final Channel<Integer> channel = Channel.buffered(1);
  private final InterruptibleRegion region = new InterruptibleRegion();

  public InterruptVersusRefillTest() {
    channel.trySend(0);
  }

  @Actor
  public void sender(LLL_Result result) {
    region.enter();
    String outcome = Outcomes.ofSend(() -> channel.send(1));
    result.r1 = region.leave() ? outcome + " and flag" : outcome;
  }

  @Actor
  public void receiver(LLL_Result result) {
    region.interrupt();
    Jitter.spin();
    result.r2 = Outcomes.of(channel.tryReceive());
  }

  @Arbiter
  public void drain(LLL_Result result) {
    result.r3 = Outcomes.ofDrain(channel);
  }
}
