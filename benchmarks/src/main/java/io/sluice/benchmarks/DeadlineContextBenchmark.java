package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** A context with a timeout that never passes: made, asked once, and closed. */
public class DeadlineContextBenchmark extends ElementBenchmark {

  @Param({"Sluice", "gRPC"})
  String impl;

  private TimedContext contexts;

  @Setup
  public void open() {
    contexts = TimedContext.of(impl);
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
