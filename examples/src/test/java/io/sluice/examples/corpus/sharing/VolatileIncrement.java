package io.sluice.examples.corpus.sharing;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code ++} on a volatile field: a read and a write, between which another thread's write is lost.
 * Fixed by an atomic increment.
 */
final class VolatileIncrement {

  private final AtomicInteger atomicHits = new AtomicInteger();
  private volatile int hits;

  static void buggy() throws Exception {
    VolatileIncrement counter = new VolatileIncrement();
    run(counter::increment);
    Check.equal(2, counter.hits, "hits");
  }

  static void fixed() throws Exception {
    VolatileIncrement counter = new VolatileIncrement();
    run(counter.atomicHits::incrementAndGet);
    Check.equal(2, counter.atomicHits.get(), "hits");
  }

  private static void run(Body increment) throws InterruptedException {
    Threads.join(Threads.start("first", increment), Threads.start("second", increment));
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // the bug
  private void increment() {
    hits++;
  }
}
