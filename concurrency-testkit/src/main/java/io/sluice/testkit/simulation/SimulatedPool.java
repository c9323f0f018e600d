package io.sluice.testkit.simulation;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The scheduler of the virtual threads of one run. A subclass of {@link ForkJoinPool} because only
 * such a scheduler is asked by the JDK to take care of timeouts; it has no worker and runs nothing
 * by itself.
 */
final class SimulatedPool extends ForkJoinPool {

  private final Run run;

  SimulatedPool(Run run) {
    super(1);
    this.run = run;
  }

  Run run() {
    return run;
  }

  @Override
  public void execute(Runnable continuation) {
    run.submitted(continuation);
  }

  /** How newer JDKs submit. */
  @Override
  public <T> ForkJoinTask<T> submit(ForkJoinTask<T> task) {
    throw new UnsupportedOperationException("this JDK submits virtual threads in an unknown way");
  }

  /** How virtual threads schedule their timeouts: overrides a method that came with JDK 25. */
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return run.schedule(unit.toNanos(delay), command);
  }
}
