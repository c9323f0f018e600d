package io.sluice.examples.corpus.sharing;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.locks.StampedLock;

/**
 * An optimistic read that nobody validates: a writer comes between the reads of the two
 * coordinates, and the point was never there. Fixed by validating, and locking if that fails.
 */
final class UnvalidatedOptimisticRead {

  private final StampedLock lock = new StampedLock();
  private volatile int x;
  private volatile int y;

  static void buggy() throws Exception {
    UnvalidatedOptimisticRead point = new UnvalidatedOptimisticRead();
    point.run(point::read);
  }

  static void fixed() throws Exception {
    UnvalidatedOptimisticRead point = new UnvalidatedOptimisticRead();
    point.run(point::readValidated);
  }

  private void run(Body read) throws InterruptedException {
    Threads.join(Threads.start("mover", this::move), Threads.start("reader", read));
  }

  private void move() {
    long stamp = lock.writeLock();
    try {
      x = 1;
      y = 1;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private void read() {
    long stamp = lock.tryOptimisticRead();
    if (stamp != 0) {
      check(x, y);
    }
  }

  private void readValidated() {
    long stamp = lock.tryOptimisticRead();
    int seenX = x;
    int seenY = y;
    if (!lock.validate(stamp)) {
      stamp = lock.readLock();
      try {
        seenX = x;
        seenY = y;
      } finally {
        lock.unlockRead(stamp);
      }
    }
    check(seenX, seenY);
  }

  private static void check(int seenX, int seenY) {
    Check.equal(seenX, seenY, "y");
  }
}
