package io.sluice.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Buffered hand-over, one element an operation, between one and a hundred pairs of threads. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class BufferedBenchmark {

  @Param({"Sluice", "ArrayBlockingQueue", "LinkedBlockingQueue", "Jox"})
  String rival;

  @Param({"1", "100"})
  int pairs;

  @Param({"16", "64"})
  int capacity;

  @Benchmark
  @OperationsPerInvocation(Transfer.ELEMENTS)
  public long virtualThreads() throws InterruptedException {
    return Transfer.run(Conduit.of(rival, capacity), pairs, Thread.ofVirtual());
  }
}
