package io.sluice.jcstress;

import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * Closing a registration races with the cancel: its action runs exactly if it was not prevented
 * (rule 34).
 */
@JCStressTest
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "Prevented.")
@Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "Ran.")
@Outcome(expect = Expect.FORBIDDEN, desc = "It ran though prevented, or twice.")
@State
public class OnCancelVersusCloseTest {
  private final CancellableContext context = Context.background().withCancel();
  private final AtomicInteger runs = new AtomicInteger();
  private final Context.Registration registration = context.onCancel(runs::incrementAndGet);

  @Actor
  public void closer(ZI_Result result) {
    result.r1 = registration.close();
  }

  @Actor
  public void canceller() {
    context.cancel();
  }

  @Arbiter
  public void action(ZI_Result result) {
    // It runs by and by, on a thread of its own.
    while (!result.r1 && runs.get() == 0) {
      LockSupport.parkNanos(1_000);
    }
    result.r2 = runs.get();
  }
}
