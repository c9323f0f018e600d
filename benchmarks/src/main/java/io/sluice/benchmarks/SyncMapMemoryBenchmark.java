package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The bytes that a map takes for each entry, without the key and the value. */
public class SyncMapMemoryBenchmark extends MemoryBenchmark {

  @Param({"SyncMap", "ConcurrentHashMap", "NonBlockingHashMap", "synchronizedMap"})
  String impl;

  @Param({"1000", "100000"})
  int keys;

  @Benchmark
  public Object entry(Bytes counted) {
    Object[] stored = Keys.of("Integer", 0, keys);
    SharedMap map = Keys.map(impl, stored);
    Object values = Keys.values();
    long all = Bytes.reachable(map.map(), stored, values);
    counted.bytes = (double) (all - Bytes.reachable(stored, values)) / keys;
    return map;
  }
}
