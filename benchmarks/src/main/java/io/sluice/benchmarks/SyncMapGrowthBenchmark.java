package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** New keys put into a map that is empty at first; an operation is one of them. */
public class SyncMapGrowthBenchmark extends MapBenchmark {

  private static final int ENTRIES = 200_000;

  /** The threads that share the keys. */
  @Param({"1", "2", "16"})
  int growers;

  private Object[] keys;

  @Setup
  public void prepare() {
    keys = Keys.of(keyType, 0, ENTRIES);
  }

  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public SharedMap fromEmpty() throws InterruptedException {
    SharedMap map = SharedMap.of(impl);
    Crew crew = new Crew(Thread.ofPlatform());
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
