package io.sluice.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** Virtual threads, each of which waits once, says that it was woken, and ends. */
final class ParkedThreads {

  private static final long POLL_NANOS = 50_000;

  private final Thread[] threads;

  private ParkedThreads(Thread[] threads) {
    this.threads = threads;
  }

  /** Waits until the cancellation. */
  interface Wait {
    void await() throws InterruptedException;
  }

  /** Starts one thread for each waiter and returns once all are parked. */
  static ParkedThreads start(WakeTimes times, Wait wait) throws InterruptedException {
    Thread[] threads = new Thread[times.waiters()];
    for (int i = 0; i < threads.length; i++) {
      int waiter = i;
      threads[i] =
          Thread.startVirtualThread(
              () -> {
                try {
                  wait.await();
                } catch (InterruptedException e) {
                  throw new AssertionError("nobody interrupts a benchmark", e);
                }
                times.woke(waiter);
              });
    }
    ParkedThreads parked = new ParkedThreads(threads);
    parked.awaitParked();
    return parked;
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
          throw new AssertionError("a waiter ended before the cancellation");
        }
        all = false;
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
    return all;
  }
}
