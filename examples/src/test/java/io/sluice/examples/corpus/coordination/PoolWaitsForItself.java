package io.sluice.examples.corpus.coordination;

import io.sluice.examples.corpus.specimen.Check;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A task in a pool of one thread submits another one to the same pool and waits for it, which waits
 * for the thread. Fixed by running the second in place.
 */
final class PoolWaitsForItself {

  private PoolWaitsForItself() {}

  static void buggy() throws Exception {
    try (ExecutorService pool = pool()) {
      Check.equal(42, pool.submit(() -> pool.submit(() -> 42).get()).get(), "result");
    }
  }

  static void fixed() throws Exception {
    try (ExecutorService pool = pool()) {
      Callable<Integer> inner = () -> 42;
      Check.equal(42, pool.submit(() -> inner.call()).get(), "result");
    }
  }

  private static ExecutorService pool() {
    return Executors.newFixedThreadPool(1, Thread.ofVirtual().name("pool-", 1).factory());
  }
}
