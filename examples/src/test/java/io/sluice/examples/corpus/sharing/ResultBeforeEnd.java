package io.sluice.examples.corpus.sharing;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * A result is read while the thread that makes it may still be at work. Fixed by waiting for the
 * thread, whose end comes before the return of {@code join}.
 */
final class ResultBeforeEnd {

  private int result;

  static void buggy() throws Exception {
    new ResultBeforeEnd().run(false);
  }

  static void fixed() throws Exception {
    new ResultBeforeEnd().run(true);
  }

  private void run(boolean joins) throws InterruptedException {
    Thread worker = Threads.start("worker", () -> result = 42);
    if (joins) {
      worker.join();
    }
    Check.that(result == 42 || !joins, "no result");
    worker.join();
  }
}
