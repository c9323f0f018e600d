package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Threads that work on one thing and are joined together. */
final class Crew {

  private final Thread.Builder builder;
  private final List<Thread> threads = new ArrayList<>();

  Crew(Thread.Builder builder) {
    this.builder = builder;
  }

  /** A part of the work. */
  interface Work {
    void run() throws InterruptedException;
  }

  void start(Work work) {
    threads.add(builder.start(uninterrupted(work)));
  }

  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
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
