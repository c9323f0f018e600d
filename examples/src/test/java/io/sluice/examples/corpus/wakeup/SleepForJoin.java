package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The result "will be there" after a while: true until a thread is held up. Fixed by waiting for
 * the thread.
 */
final class SleepForJoin {

  private static final Duration LONG_ENOUGH = Duration.ofMillis(2);

  private SleepForJoin() {}

  static void buggy() throws Exception {
    run(false);
  }

  static void fixed() throws Exception {
    run(true);
  }

  private static void run(boolean joins) throws InterruptedException {
    AtomicInteger result = new AtomicInteger();
    Thread worker = Threads.start("worker", () -> result.set(42));
    if (joins) {
      worker.join();
    } else {
      Thread.sleep(LONG_ENOUGH);
    }
    Check.equal(42, result.get(), "result");
  }
}
