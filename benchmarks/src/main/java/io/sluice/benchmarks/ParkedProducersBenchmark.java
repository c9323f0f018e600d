package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A thousand producers that wait most of the time, and one consumer. */
public class ParkedProducersBenchmark extends ElementBenchmark {

  private static final int PRODUCERS = 1_000;

  @Benchmark
  @OperationsPerInvocation(Transfer.ELEMENTS)
  public long oneConsumer(Unbuffered state) throws InterruptedException {
    return new Transfer(PRODUCERS, 1, Transfer.ELEMENTS).run(state.impl, 0);
  }
}
