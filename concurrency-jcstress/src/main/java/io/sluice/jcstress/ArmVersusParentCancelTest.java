package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * The first who waits with a context arms it, while its parent is cancelled: the waiter is always
 * woken. One that is not never ends, which jcstress reports.
 */
@JCStressTest
@Outcome(id = "interrupted, true", expect = Expect.ACCEPTABLE, desc = "Woken, or refused on entry.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Something else ended the wait.")
@State
public class ArmVersusParentCancelTest {
  private final CancellableContext parent = Context.background().withCancel();
  private final CancellableContext context = parent.withCancel();
  private final Arrival arrival = new Arrival();

  @Actor
  public void waiter(LZ_Result result) {
    arrival.announce();
    result.r1 = Outcomes.ofReceive(() -> Channel.<Integer>never().receive(context));
  }

  @Actor
  public void canceller(LZ_Result result) {
    arrival.await();
    Jitter.spin();
    result.r2 = parent.cancel();
  }
}
