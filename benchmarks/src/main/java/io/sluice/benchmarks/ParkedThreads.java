package io.sluice.benchmarks;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Virtual threads, each of which waits once, says that it was woken, and ends. */
final class ParkedThreads {

  private static final long POLL_NANOS = 50_000;

  private final Thread[] threads;

  private ParkedThreads(Thread[] threads) {
    this.threads = threads;
  }

  /**
   * Starts the threads and returns once all are parked.
   *
   * @param wait how to wait
   * @param woke is told which waiter has woken
   */
  static ParkedThreads start(int count, Crew.Work wait, IntConsumer woke) {
    Thread[] threads = new Thread[count];
    for (int i = 0; i < count; i++) {
      int waiter = i;
      threads[i] =
          Thread.startVirtualThread(
              Crew.uninterrupted(
                  () -> {
                    wait.run();
                    woke.accept(waiter);
                  }));
    }
    ParkedThreads parked = new ParkedThreads(threads);
    parked.awaitParked();
    return parked;
  }

  /** Wakes whoever waits for nothing but that. */
  void unpark() {
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }

  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /**
   * A thread may wait for a moment on its way, for a lock; so all have to be found waiting twice in
   * a row, without one pause.
   */
  private void awaitParked() {
    int passes = 0;
    while (passes < 2) {
      passes = allWait() ? passes + 1 : 0;
    }
  }

  private boolean allWait() {
    boolean all = true;
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.WAITING) {
        if (!thread.isAlive()) {
          throw new AssertionError("a waiter ended before it was woken");
        }
        all = false;
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
    return all;
  }
}
