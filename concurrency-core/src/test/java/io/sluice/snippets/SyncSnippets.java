package io.sluice.snippets;

import io.sluice.channel.CancelSignal;
import io.sluice.sync.Semaphore;
import io.sluice.sync.SyncMap;
import io.sluice.sync.WaitGroup;
import java.util.List;

/** The code that Javadoc shows, compiled and run by {@link SyncSnippetsTest}. */
final class SyncSnippets {

  private SyncSnippets() {}

  static void waitGroup(CancelSignal signal, List<WaitGroup.Task> downloads)
      throws InterruptedException {
    // @start region="wait-group"
    WaitGroup group = new WaitGroup();
    for (WaitGroup.Task download : downloads) {
      group.go(download);
    }
    group.await(signal);
    group.failure().ifPresent(failure -> System.out.println("incomplete: " + failure));
    // @end
  }

  static void semaphore(CancelSignal signal, Semaphore megabytes, long size, Runnable work)
      throws InterruptedException {
    // @start region="semaphore"
    megabytes.acquire(signal, size);
    try {
      work.run();
    } finally {
      megabytes.release(size);
    }
    // @end
  }

  static long syncMap(List<String> words) {
    // @start region="sync-map"
    SyncMap<String, Integer> counts = new SyncMap<>();
    WaitGroup counting = new WaitGroup();
    for (String word : words) {
      counting.go(() -> counts.merge(word, 1, Integer::sum));
    }
    // @end
    awaitUninterrupted(counting);
    return counts.values().stream().mapToLong(count -> count).max().orElse(0);
  }

  private static void awaitUninterrupted(WaitGroup group) {
    try {
      group.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
