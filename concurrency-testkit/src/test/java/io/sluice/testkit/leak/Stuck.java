package io.sluice.testkit.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Threads that wait until the test that started them is over. */
final class Stuck implements AutoCloseable {

  private final List<Thread> threads = new ArrayList<>();

  /** What the threads are parked at. */
  final Object blocker;

  Stuck(String description) {
    this.blocker =
        new Object() {
          @Override
          public String toString() {
            return description;
          }
        };
  }

  /** Starts a thread, and returns once it is parked. */
  synchronized Thread start(Thread.Builder builder) {
    Thread thread = builder.start(this::park);
    threads.add(thread);
    awaitParked(thread);
    return thread;
  }

  void awaitParked(Thread thread) {
    while (!blocker.equals(LockSupport.getBlocker(thread))
        || thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  private void park() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park(blocker);
    }
  }

  /** Ends all threads, and returns once they have ended. */
  @Override
  public synchronized void close() {
    for (Thread thread : threads) {
      thread.interrupt();
      boolean ended = false;
      while (!ended) {
        try {
          thread.join();
          ended = true;
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    threads.clear();
  }
}
