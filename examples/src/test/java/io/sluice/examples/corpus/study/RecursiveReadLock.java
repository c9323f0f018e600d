package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Who has the read lock waits for a thread that wants it, too. A writer that came in between is
 * served first, so all three wait. Kubernetes and Hugo did so with a recursive read lock; Java's
 * may be taken again by the thread that has it, but not by its assistant. Fixed by leaving the
 * locking to the one who asked for the assistance.
 */
final class RecursiveReadLock {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private int state;

  static void buggy() throws Exception {
    new RecursiveReadLock().run(true);
  }

  static void fixed() throws Exception {
    new RecursiveReadLock().run(false);
  }

  private void run(boolean recursive) throws InterruptedException {
    Thread reader = Threads.start("reader", () -> read(recursive));
    Thread writer = Threads.start("writer", this::write);
    Threads.join(reader, writer);
  }

  private void read(boolean recursive) throws InterruptedException {
    lock.readLock().lock();
    try {
      Threads.start("assistant", () -> assist(recursive)).join();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void assist(boolean locks) {
    if (!locks) {
      Check.that(state <= 1, "state " + state);
      return;
    }
    lock.readLock().lock();
    try {
      Check.that(state <= 1, "state " + state);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void write() {
    lock.writeLock().lock();
    try {
      state++;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
