package io.sluice.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** New keys put into a map that is empty at first; an operation is one of them. */
public class SyncMapGrowthBenchmark extends MapBenchmark {

  private static final int ENTRIES = 200_000;

  /** The threads that share the keys. */
  @Param({"1", "2", "16"})
  int growers;

  private Object[] keys;
  private ExecutorService threads;

  /** They stay: a thread that was just started may wait for its core as long as all this takes. */
  @Setup
  public void prepare() {
    keys = Keys.of(keyType, 0, ENTRIES);
    threads = Executors.newFixedThreadPool(growers);
  }

  @TearDown
  public void stopThreads() {
    threads.shutdown();
  }

  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public SharedMap fromEmpty() throws InterruptedException {
    SharedMap map = SharedMap.of(impl);
    Crew crew = new Crew(threads);
    for (int i = 0; i < growers; i++) {
      int first = i;
      crew.start(() -> putEach(map, first));
    }
    crew.join();
    if (map.size() != ENTRIES) {
      throw new AssertionError("a map of " + map.size());
    }
    return map;
  }

  private void putEach(SharedMap map, int first) {
    for (int i = first; i < ENTRIES; i += growers) {
      map.put(keys[i], Keys.value(i));
    }
  }
}
