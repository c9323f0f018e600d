package io.sluice.examples.corpus.coordination;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A failure releases the permit, and so does the {@code finally} block: from then on two threads
 * are let in where one was meant. Fixed by releasing in the {@code finally} block alone.
 *
 * <p>{@link io.sluice.sync.Semaphore} refuses the second release.
 */
final class SemaphoreReleasedTwice {

  private final Semaphore permits = new Semaphore(1);
  private final AtomicInteger inside = new AtomicInteger();

  static void buggy() throws Exception {
    new SemaphoreReleasedTwice().run(true);
  }

  static void fixed() throws Exception {
    new SemaphoreReleasedTwice().run(false);
  }

  private void run(boolean twice) throws InterruptedException {
    fail(twice);
    Threads.join(Threads.start("first", this::use), Threads.start("second", this::use));
  }

  private void fail(boolean twice) throws InterruptedException {
    permits.acquire();
    try {
      Integer.parseInt("no number");
    } catch (NumberFormatException failed) {
      if (twice) {
        permits.release();
      }
    } finally {
      permits.release();
    }
  }

  private void use() throws InterruptedException {
    permits.acquire();
    try {
      Check.equal(1, inside.incrementAndGet(), "threads inside");
      inside.decrementAndGet();
    } finally {
      permits.release();
    }
  }
}
