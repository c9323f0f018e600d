package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The path that finds nothing to do returns without unlocking, and the next caller waits for ever.
 * CockroachDB's gossip had it. Fixed by unlocking in a {@code finally} block.
 */
final class MissingUnlock {

  private final Lock lock = new ReentrantLock();
  private boolean closed;

  static void buggy() throws Exception {
    MissingUnlock gossip = new MissingUnlock();
    gossip.run(gossip::manage);
  }

  static void fixed() throws Exception {
    MissingUnlock gossip = new MissingUnlock();
    gossip.run(gossip::manageAndUnlock);
  }

  private void run(Runnable manage) throws InterruptedException {
    Thread bootstrap = Threads.start("bootstrap", manage::run);
    Thread manager = Threads.start("manager", manage::run);
    Thread observer = Threads.start("observer", manage::run);
    Threads.join(bootstrap, manager, observer);
    Check.that(closed, "still open");
  }

  @SuppressWarnings("LockNotBeforeTry") // the bug
  private void manage() {
    lock.lock();
    if (closed) {
      return;
    }
    closed = true;
    lock.unlock();
  }

  private void manageAndUnlock() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
