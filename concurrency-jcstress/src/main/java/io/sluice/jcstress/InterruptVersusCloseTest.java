package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * An interrupt races with a close for a waiting receiver (rules 6 and 25): it ends by exactly one
 * of them, and an interrupt that lost stays visible.
 */
@JCStressTest
@Outcome(id = "closed and flag", expect = Expect.ACCEPTABLE, desc = "The close won.")
@Outcome(id = "interrupted", expect = Expect.ACCEPTABLE, desc = "The interrupt won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The interrupt was lost or reported twice.")
@State
public class InterruptVersusCloseTest {
  private final Channel<Integer> channel = Channel.unbuffered();
  private final InterruptibleRegion region = new InterruptibleRegion();

  @Actor
  public void receiver(L_Result result) {
    region.enter();
    String outcome = Outcomes.ofReceive(channel::receive);
    result.r1 = region.leave() ? outcome + " and flag" : outcome;
  }

  @Actor
  public void closer() {
    region.interrupt();
    Jitter.spin();
    channel.close();
  }
}
