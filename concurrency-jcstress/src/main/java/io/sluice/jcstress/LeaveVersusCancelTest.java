package io.sluice.jcstress;

import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLZ_Result;

/**
 * A guarded region is left while its context is cancelled: no interrupt arrives or stays after it.
 */
@JCStressTest
@Outcome(
    id = "1, clean, true",
    expect = Expect.ACCEPTABLE,
    desc = "Interrupted within the region, or not at all.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A stale interrupt, or the result was lost.")
@State
public class LeaveVersusCancelTest {
  private final CancellableContext context = Context.background().withCancel();
  private final Arrival arrival = new Arrival();

  @Actor
  public void owner(LLZ_Result result) {
    result.r1 =
        Outcomes.ofCall(
            context,
            () -> {
              arrival.announce();
              Jitter.spin();
              return 1;
            });
    result.r2 = Outcomes.ofStatus();
  }

  @Actor
  public void canceller(LLZ_Result result) {
    arrival.await();
    Jitter.spin();
    result.r3 = context.cancel();
  }
}
