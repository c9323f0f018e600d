package io.sluice.examples.corpus.trap;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tasks read the loop's variable when they run, not when they are started: Go before 1.22, and in
 * Java whoever works around "effectively final" with an atomic. Fixed by a copy for each task.
 */
final class SharedLoopVariable {

  private SharedLoopVariable() {}

  static void buggy() throws Exception {
    run(false);
  }

  static void fixed() throws Exception {
    run(true);
  }

  private static void run(boolean copies) throws InterruptedException {
    AtomicInteger index = new AtomicInteger();
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    while (index.get() < 3) {
      int copy = index.get();
      threads.add(Threads.start("task " + copy, () -> seen.add(copies ? copy : index.get())));
      index.incrementAndGet();
    }
    Threads.join(threads.toArray(Thread[]::new));
    Check.equal(Set.of(0, 1, 2), seen, "indices");
  }
}
