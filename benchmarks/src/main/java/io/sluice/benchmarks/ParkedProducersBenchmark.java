package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * A thousand producers that wait most of the time, and one consumer. The floor is one park an
 * element, and each side unparks the other.
 */
public class ParkedProducersBenchmark extends ElementBenchmark {

  private static final int PRODUCERS = 1_000;

  @Benchmark
  @OperationsPerInvocation(Transfer.ELEMENTS)
  public long oneConsumer(UnbufferedAndFloor state) throws InterruptedException {
    return state.impl.equals(TokenRing.NAME)
        ? BareProducers.run(PRODUCERS, Transfer.ELEMENTS / PRODUCERS)
        : new Transfer(PRODUCERS, 1, Transfer.ELEMENTS).run(state.impl, 0);
  }
}
