package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import io.sluice.sync.WaitGroup;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Docker counts all plugins, and then waits for the group inside the loop that starts them: after
 * the first one it waits for those which it has not started. Fixed by waiting after the loop.
 */
final class WaitInsideLoop {

  private static final List<String> PLUGINS = List.of("network", "volume");

  private WaitInsideLoop() {}

  static void buggy() throws Exception {
    initialize(true);
  }

  static void fixed() throws Exception {
    initialize(false);
  }

  private static void initialize(boolean inside) throws InterruptedException {
    WaitGroup group = new WaitGroup();
    Set<String> initialized = ConcurrentHashMap.newKeySet();
    group.add(PLUGINS.size());
    for (String plugin : PLUGINS) {
      Threads.start(
          plugin,
          () -> {
            initialized.add(plugin);
            group.done();
          });
      if (inside) {
        group.await();
      }
    }
    group.await();
    Check.equal(Set.copyOf(PLUGINS), initialized, "initialized");
  }
}
