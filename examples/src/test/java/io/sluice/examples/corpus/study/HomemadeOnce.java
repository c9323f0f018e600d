package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A flag that says whether something was started, looked at and then set: two callers both find it
 * unset. Fixed by one atomic operation that does both.
 */
final class HomemadeOnce {

  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicBoolean atomicallyStarted = new AtomicBoolean();
  private volatile boolean started;

  static void buggy() throws Exception {
    HomemadeOnce program = new HomemadeOnce();
    program.run(program::start);
  }

  static void fixed() throws Exception {
    HomemadeOnce program = new HomemadeOnce();
    program.run(program::startOnce);
  }

  private void run(Body start) throws InterruptedException {
    Threads.join(Threads.start("first", start), Threads.start("second", start));
    Check.equal(1, starts.get(), "starts");
  }

  private void start() {
    if (!started) {
      started = true;
      starts.incrementAndGet();
    }
  }

  private void startOnce() {
    if (atomicallyStarted.compareAndSet(false, true)) {
      starts.incrementAndGet();
    }
  }
}
