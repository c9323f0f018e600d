package io.sluice.examples.corpus.trap;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Two threads count words in one {@link HashMap}. Go stops such a program; Java loses counts, or
 * entries, or loops. Fixed by {@link ConcurrentHashMap}, whose merge is atomic.
 */
final class RacingMap {

  private RacingMap() {}

  static void buggy() throws Exception {
    count(new HashMap<>());
  }

  static void fixed() throws Exception {
    count(new ConcurrentHashMap<>());
  }

  private static void count(Map<String, Integer> counts) throws InterruptedException {
    Body counting =
        () -> {
          for (String word : List.of("a", "rose", "is", "a", "rose")) {
            counts.merge(word, 1, Integer::sum);
          }
        };
    Threads.join(Threads.start("first", counting), Threads.start("second", counting));
    Check.equal(Map.of("a", 4, "rose", 4, "is", 2), counts, "counts");
  }
}
