package io.sluice.examples.corpus.trap;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * No bug: a lock that is held while its owner waits for something slow. It makes others wait, which
 * is a pity, but all of them get on. Both forms must pass; the second holds the lock for the update
 * alone.
 */
final class CoarseLock {

  private final Lock lock = new ReentrantLock();
  private int total;

  static void buggy() throws Exception {
    new CoarseLock().run(true);
  }

  static void fixed() throws Exception {
    new CoarseLock().run(false);
  }

  private void run(boolean coarse) throws InterruptedException {
    Body adding = () -> add(coarse);
    Threads.join(Threads.start("first", adding), Threads.start("second", adding));
    Check.equal(2, total, "total");
  }

  private void add(boolean coarse) throws InterruptedException {
    if (!coarse) {
      Thread.sleep(Duration.ofNanos(100_000));
    }
    lock.lock();
    try {
      if (coarse) {
        Thread.sleep(Duration.ofNanos(100_000)); // stands for a slow disk
      }
      total++;
    } finally {
      lock.unlock();
    }
  }
}
