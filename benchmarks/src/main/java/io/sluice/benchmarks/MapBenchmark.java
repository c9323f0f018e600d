package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the scenarios of the map have in common. Their threads are platform threads. */
@State(Scope.Benchmark)
public abstract class MapBenchmark extends ElementBenchmark {

  @Param({
    "SyncMap",
    "ConcurrentHashMap",
    "NonBlockingHashMap",
    "synchronizedMap",
    "ReentrantReadWriteLock",
    "StampedLock"
  })
  String impl;

  @Param({"Integer", "String"})
  String keyType;

  /** For the scenarios. */
  protected MapBenchmark() {}
}
