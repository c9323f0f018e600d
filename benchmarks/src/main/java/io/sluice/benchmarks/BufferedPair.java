package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What hands over with a buffer of a given capacity between two threads, and the bounds. */
@State(Scope.Benchmark)
public class BufferedPair {
  @Param({
    "Sluice",
    "ArrayBlockingQueue",
    "LinkedBlockingQueue",
    "Jox",
    "Kotlin",
    "MpmcArrayQueue",
    "SpscArrayQueue"
  })
  String impl;
}
