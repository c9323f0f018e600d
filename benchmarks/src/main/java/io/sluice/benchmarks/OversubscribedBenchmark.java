package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Four times more virtual threads that could run than carriers, on cores that each have another
 * thread to run besides. Whoever spins here spins in vain.
 *
 * <p>The time doubles for seconds, of several implementations: only a long fork sees both.
 */
@Measurement(iterations = 8)
@State(Scope.Benchmark)
public class OversubscribedBenchmark extends ElementBenchmark {

  /** At any time, one of each pair may wait for the other. */
  private static final int PAIRS = 4 * CARRIERS;

  private static final int SLICE = 1_000;

  private volatile boolean measured;
  private Crew neighbours;

  @Setup
  public void startNeighbours() {
    measured = false;
    neighbours = new Crew(Thread.ofPlatform().daemon()::start);
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      neighbours.start(this::compute);
    }
  }

  @Benchmark
  @OperationsPerInvocation(Transfer.ELEMENTS)
  public long unbuffered(Unbuffered state) throws InterruptedException {
    return Transfer.ofPairs(PAIRS).run(state.impl, 0);
  }

  @Benchmark
  @OperationsPerInvocation(Transfer.ELEMENTS)
  public long capacity16(Buffered state) throws InterruptedException {
    return Transfer.ofPairs(PAIRS).run(state.impl, 16);
  }

  @TearDown
  public void stopNeighbours() throws InterruptedException {
    measured = true;
    neighbours.join();
  }

  private void compute() {
    while (!measured) {
      Blackhole.consumeCPU(SLICE);
    }
  }
}
