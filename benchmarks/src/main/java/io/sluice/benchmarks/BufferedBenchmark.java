package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Buffered hand-over from one virtual thread to another. */
public class BufferedBenchmark extends ElementBenchmark {

  @Param({"16", "1024"})
  int capacity;

  @Benchmark
  @OperationsPerInvocation(Transfer.ELEMENTS)
  public long oneToOne(BufferedPair state) throws InterruptedException {
    return Transfer.ofPairs(1).run(state.impl, capacity);
  }
}
