package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What hands over without a buffer between two virtual threads, and the floor. */
@State(Scope.Benchmark)
public class UnbufferedPair {
  @Param({
    "Sluice",
    "SynchronousQueue",
    "SynchronousQueue-fair",
    "LinkedTransferQueue",
    "Exchanger",
    "Jox",
    "Kotlin",
    TokenRing.NAME
  })
  String impl;
}
