package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.sync.WaitGroup;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * CockroachDB's stopper holds its lock while it waits for the tasks; a task that ends needs the
 * lock to say so. Fixed by waiting after the lock was released.
 */
final class StopHoldsLock {

  private final Lock lock = new ReentrantLock();
  private final WaitGroup tasks = new WaitGroup();
  private int ended;

  static void buggy() throws Exception {
    new StopHoldsLock().run(true);
  }

  static void fixed() throws Exception {
    new StopHoldsLock().run(false);
  }

  private void run(boolean holds) throws InterruptedException {
    tasks.go(this::end);
    lock.lock();
    try {
      if (holds) {
        tasks.await();
      }
    } finally {
      lock.unlock();
    }
    tasks.await();
    Check.equal(1, ended, "ended tasks");
  }

  private void end() {
    lock.lock();
    try {
      ended++;
    } finally {
      lock.unlock();
    }
  }
}
