package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * A hundred producers and a hundred consumers. The floor is a hundred pairs, and one switch an
 * element.
 */
public class ManyToManyBenchmark extends ElementBenchmark {

  private static final int PAIRS = 100;

  @Benchmark
  @OperationsPerInvocation(Transfer.ELEMENTS)
  public long unbuffered(UnbufferedAndFloor state) throws InterruptedException {
    return state.impl.equals(TokenRing.NAME)
        ? TokenRing.runAtOnce(PAIRS, 2, 1, Transfer.ELEMENTS / PAIRS / 2)
        : Transfer.ofPairs(PAIRS).run(state.impl, 0);
  }

  @Benchmark
  @OperationsPerInvocation(Transfer.ELEMENTS)
  public long capacity64(Buffered state) throws InterruptedException {
    return Transfer.ofPairs(PAIRS).run(state.impl, 64);
  }
}
