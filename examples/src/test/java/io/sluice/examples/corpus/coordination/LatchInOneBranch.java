package io.sluice.examples.corpus.coordination;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A latch is counted down where something was loaded, and not where it was found in the cache: who
 * waits for both waits for ever. Fixed by counting down in either branch.
 */
final class LatchInOneBranch {

  private LatchInOneBranch() {}

  static void buggy() throws Exception {
    load(false);
  }

  static void fixed() throws Exception {
    load(true);
  }

  private static void load(boolean always) throws InterruptedException {
    Map<String, String> cache = new ConcurrentHashMap<>(Map.of("a", "A"));
    CountDownLatch loaded = new CountDownLatch(2);
    for (String key : List.of("a", "b")) {
      Threads.start(
          "loader of " + key,
          () -> {
            boolean miss = cache.putIfAbsent(key, "new") == null;
            if (miss || always) {
              loaded.countDown();
            }
          });
    }
    loaded.await();
    Check.equal(Set.of("a", "b"), cache.keySet(), "keys");
  }
}
