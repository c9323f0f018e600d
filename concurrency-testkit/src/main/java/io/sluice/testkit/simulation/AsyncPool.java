package io.sluice.testkit.simulation;

import java.util.concurrent.ForkJoinPool;

/**
 * What runs asynchronous stages of completable futures within a run: each on a virtual thread of
 * that run, as threads of the common pool could not be scheduled.
 */
final class AsyncPool extends ForkJoinPool {

  private final Run run;
  private int started;

  AsyncPool(Run run) {
    super(1);
    this.run = run;
  }

  @Override
  public void execute(Runnable task) {
    run.newThread("async-" + ++started, task).start();
  }
}
