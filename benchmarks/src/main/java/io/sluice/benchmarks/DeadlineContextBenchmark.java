package io.sluice.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** A context with a timeout that never passes: made, asked once, and closed. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DeadlineContextBenchmark {

  @Param({"Sluice", "gRPC"})
  String rival;

  private TimedContext contexts;

  @Setup
  public void open() {
    contexts = TimedContext.of(rival);
  }

  @Benchmark
  @Threads(1)
  public boolean oneThread() throws InterruptedException {
    return contexts.createCheckClose();
  }

  @Benchmark
  @Threads(2)
  public boolean twoThreads() throws InterruptedException {
    return contexts.createCheckClose();
  }

  @TearDown
  public void close() {
    contexts.close();
  }
}
