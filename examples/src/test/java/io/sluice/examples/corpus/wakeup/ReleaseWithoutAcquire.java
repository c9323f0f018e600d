package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.Semaphore;

/**
 * A permit is acquired inside the {@code try} whose {@code finally} releases it: who is interrupted
 * while it waits releases a permit that it never had, and two are let in from then on. Fixed by
 * acquiring before the {@code try}.
 */
final class ReleaseWithoutAcquire {

  private final Semaphore permits = new Semaphore(1);

  static void buggy() throws Exception {
    ReleaseWithoutAcquire program = new ReleaseWithoutAcquire();
    program.run(program::useInsideTry);
  }

  static void fixed() throws Exception {
    ReleaseWithoutAcquire program = new ReleaseWithoutAcquire();
    program.run(program::use);
  }

  private void run(Body use) {
    Thread first = Threads.start("first", use);
    Thread second = Threads.start("second", use);
    Threads.joinUninterruptibly(first);
    Threads.joinUninterruptibly(second);
    Check.equal(1, permits.availablePermits(), "permits");
  }

  private void useInsideTry() {
    try {
      permits.acquire();
      Thread.yield(); // what the permit is for
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      permits.release();
    }
  }

  private void use() {
    try {
      permits.acquire();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      Thread.yield(); // what the permit is for
    } finally {
      permits.release();
    }
  }
}
