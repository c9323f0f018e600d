package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first send and receive on a channel at which many selects have waited in vain: what they left
 * behind is in the way. The second would find it cleared.
 */
@Warmup(iterations = 3)
public class ResidueBenchmark extends ElementBenchmark {

  private static final int ROUNDS_TO_COMPILE = 5_000;

  @Param({"Sluice", "Jox", "Kotlin"})
  String impl;

  @Param({"10", "1000", "100000"})
  int lost;

  private Residue residue;

  /**
   * After many lost selects there are few operations, which would be interpreted otherwise, or run
   * the code of the first compiler.
   */
  @Setup(Level.Trial)
  public void compile() throws InterruptedException {
    for (int i = 0; i < ROUNDS_TO_COMPILE; i++) {
      loseSelects(10);
      sendAndReceive();
    }
  }

  @Setup(Level.Invocation)
  public void loseSelects() throws InterruptedException {
    loseSelects(lost);
  }

  @Benchmark
  @OperationsPerInvocation(Residue.QUIET)
  public long sendAndReceive() throws InterruptedException {
    return Sums.checked(residue.sendAndReceive(), Sums.below(Residue.QUIET));
  }

  private void loseSelects(int selects) throws InterruptedException {
    residue = Residue.of(impl);
    residue.lose(selects);
  }
}
