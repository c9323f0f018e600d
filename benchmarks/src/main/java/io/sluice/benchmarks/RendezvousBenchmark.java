package io.sluice.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Unbuffered hand-over from one thread to another. The floor is one switch an element. */
public class RendezvousBenchmark extends ElementBenchmark {

  /**
   * Platform threads need 10 to 100 microseconds for a switch. The first waits at a new channel,
   * which all park, are few of these.
   */
  private static final int FEW = 10_000;

  /** What platform threads can use. */
  @State(Scope.Benchmark)
  public static class Platform {
    @Param({
      "Sluice",
      "SynchronousQueue",
      "SynchronousQueue-fair",
      "LinkedTransferQueue",
      "Exchanger",
      "Jox"
    })
    String impl;

    private ExecutorService threads;

    /**
     * They stay: a thread that was just started may wait for its core as long as all this takes.
     */
    @Setup
    public void startThreads() {
      threads = Executors.newFixedThreadPool(2);
    }

    @TearDown
    public void stopThreads() {
      threads.shutdown();
    }
  }

  @Benchmark
  @OperationsPerInvocation(Transfer.ELEMENTS)
  public long virtualThreads(UnbufferedPair state) throws InterruptedException {
    return state.impl.equals(TokenRing.NAME)
        ? TokenRing.run(2, 1, Transfer.ELEMENTS / 2)
        : Transfer.ofPairs(1).run(state.impl, 0);
  }

  @Benchmark
  @OperationsPerInvocation(FEW)
  public long platformThreads(Platform state) throws InterruptedException {
    return new Transfer(1, 1, FEW).run(state.impl, 0, state.threads);
  }
}
