package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A buffer of one place with one condition for "has a place" and "has a value": {@code signal} may
 * wake one who waits for the other, and all sleep. Fixed by {@code signalAll}.
 */
final class SignalForSignalAll {

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final boolean wakesAll;
  private boolean full;

  private SignalForSignalAll(boolean wakesAll) {
    this.wakesAll = wakesAll;
  }

  static void buggy() throws Exception {
    new SignalForSignalAll(false).run();
  }

  static void fixed() throws Exception {
    new SignalForSignalAll(true).run();
  }

  private void run() throws InterruptedException {
    Body putting = () -> setFull(true);
    Body taking = () -> setFull(false);
    Threads.join(
        Threads.start("first consumer", taking),
        Threads.start("second consumer", taking),
        Threads.start("third consumer", taking),
        Threads.start("first producer", putting),
        Threads.start("second producer", putting),
        Threads.start("third producer", putting));
  }

  private void setFull(boolean becomes) throws InterruptedException {
    lock.lock();
    try {
      while (full == becomes) {
        changed.await();
      }
      full = becomes;
      if (wakesAll) {
        changed.signalAll();
      } else {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }
}
