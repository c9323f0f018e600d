package io.sluice.jcstress;

import io.sluice.channel.ReceiveChannel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * One who begins to observe a context races with the last who ceases to: the cancel of one above
 * reaches whoever still observes.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Disarmed, and reached.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Whoever observes was not reached.")
@State
public class ArmVersusDisarmTest {
  private final CancellableContext grandparent = Context.background().withCancel();
  private final CancellableContext parent = grandparent.withCancel();
  private final CancellableContext context = parent.withCancel();
  private final Context.Registration registration = context.onCancel(() -> {});
  private ReceiveChannel<Void> done;

  @Actor
  public void armer() {
    done = context.done();
  }

  @Actor
  public void disarmer(ZZ_Result result) {
    result.r1 = registration.close();
  }

  @Arbiter
  public void canceller(ZZ_Result result) {
    grandparent.cancel();
    result.r2 = done.tryReceive().isClosed();
  }
}
