package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What hands over with a buffer of a given capacity, between any number of threads. */
@State(Scope.Benchmark)
public class Buffered {
  @Param({"Sluice", "ArrayBlockingQueue", "LinkedBlockingQueue", "Jox", "Kotlin", "MpmcArrayQueue"})
  String impl;
}
