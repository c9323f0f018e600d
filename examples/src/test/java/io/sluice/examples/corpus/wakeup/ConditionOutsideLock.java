package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The condition is looked at before the lock is taken: the signal comes in between, and the wait
 * begins after it. Fixed by looking while the lock is held.
 */
final class ConditionOutsideLock {

  private final Lock lock = new ReentrantLock();
  private final Condition becameReady = lock.newCondition();
  private volatile boolean ready;

  static void buggy() throws Exception {
    ConditionOutsideLock program = new ConditionOutsideLock();
    program.run(program::await);
  }

  static void fixed() throws Exception {
    ConditionOutsideLock program = new ConditionOutsideLock();
    program.run(program::awaitLocked);
  }

  private void run(Body await) throws InterruptedException {
    Thread waiter = Threads.start("waiter", await);
    lock.lock();
    try {
      ready = true;
      becameReady.signalAll();
    } finally {
      lock.unlock();
    }
    waiter.join();
  }

  private void await() throws InterruptedException {
    while (!ready) {
      lock.lock();
      try {
        becameReady.await();
      } finally {
        lock.unlock();
      }
    }
  }

  private void awaitLocked() throws InterruptedException {
    lock.lock();
    try {
      while (!ready) {
        becameReady.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
