package io.sluice.examples.corpus.trap;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import io.sluice.sync.WaitGroup;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code wg.Add(1)} inside the goroutine: who waits may look at the count before the task has
 * raised it, and goes on without the result. Fixed by {@link WaitGroup#go}, which counts first.
 */
final class AddInsideTask {

  private AddInsideTask() {}

  static void buggy() throws Exception {
    WaitGroup group = new WaitGroup();
    AtomicInteger pages = new AtomicInteger();
    Threads.start(
        "fetcher",
        () -> {
          group.add(1);
          try {
            pages.incrementAndGet();
          } finally {
            group.done();
          }
        });
    group.await();
    Check.equal(1, pages.get(), "pages");
  }

  static void fixed() throws Exception {
    WaitGroup group = new WaitGroup();
    AtomicInteger pages = new AtomicInteger();
    group.go(pages::incrementAndGet);
    group.await();
    Check.equal(1, pages.get(), "pages");
  }
}
