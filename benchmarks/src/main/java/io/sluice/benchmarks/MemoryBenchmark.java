package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Warmup;

/** How memory is measured: once, for layouts do not vary. */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public abstract class MemoryBenchmark extends ElementBenchmark {

  /** For the scenarios. */
  protected MemoryBenchmark() {}
}
