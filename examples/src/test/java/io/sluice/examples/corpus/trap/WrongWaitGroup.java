package io.sluice.examples.corpus.trap;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.sync.WaitGroup;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two wait groups, and the code that needs the writer's result waits for the readers' group. Fixed
 * by waiting for the right one.
 */
final class WrongWaitGroup {

  private WrongWaitGroup() {}

  static void buggy() throws Exception {
    run(false);
  }

  static void fixed() throws Exception {
    run(true);
  }

  private static void run(boolean right) throws InterruptedException {
    WaitGroup readers = new WaitGroup();
    WaitGroup writers = new WaitGroup();
    AtomicInteger written = new AtomicInteger();
    AtomicInteger read = new AtomicInteger();
    writers.go(written::incrementAndGet);
    readers.go(read::incrementAndGet);
    (right ? writers : readers).await();
    Check.equal(1, written.get(), "written");
  }
}
