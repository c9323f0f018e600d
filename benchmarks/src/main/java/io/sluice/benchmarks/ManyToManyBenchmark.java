package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A hundred producers and a hundred consumers. */
public class ManyToManyBenchmark extends ElementBenchmark {

  private static final int PAIRS = 100;

  @Benchmark
  @OperationsPerInvocation(Transfer.ELEMENTS)
  public long unbuffered(Unbuffered state) throws InterruptedException {
    return Transfer.ofPairs(PAIRS).run(state.impl, 0);
  }

  @Benchmark
  @OperationsPerInvocation(Transfer.ELEMENTS)
  public long capacity64(Buffered state) throws InterruptedException {
    return Transfer.ofPairs(PAIRS).run(state.impl, 64);
  }
}
