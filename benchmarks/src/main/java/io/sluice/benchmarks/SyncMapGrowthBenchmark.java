package io.sluice.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * New keys put into a map that is empty at first; an operation is one of them. Several maps are
 * filled, of sizes that are spread over one doubling: a map that has just made room for more has
 * moved twice as often for each of its entries as one that is about to.
 */
public class SyncMapGrowthBenchmark extends MapBenchmark {

  private static final int[] SIZES = {100_000, 120_000, 140_000, 170_000};

  /** Of all the maps. */
  private static final int ENTRIES = 530_000;

  /** The threads that share the keys. */
  @Param({"1", "2", "16"})
  int growers;

  private Object[] keys;
  private ExecutorService threads;

  /** They stay: a thread that was just started may wait for its core as long as all this takes. */
  @Setup
  public void prepare() {
    keys = Keys.of(keyType, 0, SIZES[SIZES.length - 1]);
    threads = Executors.newFixedThreadPool(growers);
  }

  @TearDown
  public void stopThreads() {
    threads.shutdown();
  }

  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public void fromEmpty(Blackhole filled) throws InterruptedException {
    for (int size : SIZES) {
      filled.consume(fill(size));
    }
  }

  private SharedMap fill(int size) throws InterruptedException {
    SharedMap map = SharedMap.of(impl);
    Crew crew = new Crew(threads);
    for (int i = 0; i < growers; i++) {
      int first = i;
      crew.start(() -> putEach(map, first, size));
    }
    crew.join();
    if (map.size() != size) {
      throw new AssertionError("a map of " + map.size());
    }
    return map;
  }

  private void putEach(SharedMap map, int first, int end) {
    for (int i = first; i < end; i += growers) {
      map.put(keys[i], Keys.value(i));
    }
  }
}
