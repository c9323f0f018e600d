package io.sluice.examples.corpus.trap;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Two threads increment a plain field; increments get lost. Fixed by a lock around each access. */
final class UnlockedCounter {

  private final Lock lock = new ReentrantLock();
  private int hits;

  static void buggy() throws Exception {
    UnlockedCounter counter = new UnlockedCounter();
    count(counter, counter::increment);
  }

  static void fixed() throws Exception {
    UnlockedCounter counter = new UnlockedCounter();
    count(counter, counter::incrementLocked);
  }

  private static void count(UnlockedCounter counter, Runnable increment)
      throws InterruptedException {
    Body counting =
        () -> {
          for (int i = 0; i < 3; i++) {
            increment.run();
          }
        };
    Threads.join(Threads.start("first", counting), Threads.start("second", counting));
    Check.equal(6, counter.hits, "hits");
  }

  private void increment() {
    hits++;
  }

  private void incrementLocked() {
    lock.lock();
    try {
      hits++;
    } finally {
      lock.unlock();
    }
  }
}
