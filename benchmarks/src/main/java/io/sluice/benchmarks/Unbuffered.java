package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What hands over without a buffer, between any number of threads. */
@State(Scope.Benchmark)
public class Unbuffered {
  @Param({
    "Sluice",
    "SynchronousQueue",
    "SynchronousQueue-fair",
    "LinkedTransferQueue",
    "Jox",
    "Kotlin"
  })
  String impl;
}
