package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An inner guarded region is left while both contexts are cancelled: the outer region's code is
 * interrupted nevertheless, and no interrupt is left over.
 */
@JCStressTest
@Outcome(
    id = "cancelled, clean",
    expect = Expect.ACCEPTABLE,
    desc = "The outer region's code was interrupted.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Its interrupt was swallowed, or one is stale.")
@State
public class NestedLeaveVersusCancelTest {
  private final CancellableContext outer = Context.background().withCancel();
  private final CancellableContext inner = Context.background().withCancel();
  private final Arrival arrival = new Arrival();

  @Actor
  public void owner(LL_Result result) {
    result.r1 = Outcomes.ofCall(outer, this::runOuter);
    result.r2 = Outcomes.ofStatus();
  }

  private Object runOuter() throws Exception {
    inner.call(
        () -> {
          arrival.announce();
          Jitter.spin();
          return null;
        });
    Channel.<Integer>never().tryReceive(Duration.ofSeconds(10));
    return "swallowed";
  }

  @Actor
  public void canceller() {
    arrival.await();
    Jitter.spin();
    if (Jitter.nextBoolean()) {
      inner.cancel();
      Jitter.spin();
      outer.cancel();
    } else {
      outer.cancel();
      Jitter.spin();
      inner.cancel();
    }
  }
}
