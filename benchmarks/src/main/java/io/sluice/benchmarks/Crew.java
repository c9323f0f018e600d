package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** Threads that work on one thing, until all have ended their part. */
final class Crew {

  private final Executor threads;
  private final List<FutureTask<?>> parts = new ArrayList<>();

  /**
   * Makes a crew that has nothing to do yet.
   *
   * @param threads has a thread for each part at the same time
   */
  Crew(Executor threads) {
    this.threads = threads;
  }

  /** A part of the work. */
  interface Work {
    void run() throws InterruptedException;
  }

  void start(Work work) {
    FutureTask<?> part = new FutureTask<>(uninterrupted(work), null);
    parts.add(part);
    threads.execute(part);
  }

  void join() throws InterruptedException {
    for (FutureTask<?> part : parts) {
      try {
        part.get();
      } catch (ExecutionException e) {
        throw new AssertionError("a part of the work failed", e.getCause());
      }
    }
  }

  /** The same work, for code that cannot be told of an interrupt. */
  static Runnable uninterrupted(Work work) {
    return () -> {
      try {
        work.run();
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts a benchmark", e);
      }
    };
  }
}
