package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Threads;

/** One operation on a map of some size, by several numbers of threads. */
public abstract class ThreadedMapBenchmark extends MapBenchmark {

  /** The greatest number of threads. */
  static final int MOST_THREADS = 16;

  @Param({"1000", "100000"})
  int keys;

  /** For the scenarios. */
  protected ThreadedMapBenchmark() {}

  /** What each thread does again and again. */
  abstract Integer operate(Dice dice);

  @Benchmark
  @Threads(1)
  public Integer oneThread(Dice dice) {
    return operate(dice);
  }

  @Benchmark
  @Threads(2)
  public Integer twoThreads(Dice dice) {
    return operate(dice);
  }

  @Benchmark
  @Threads(MOST_THREADS)
  public Integer sixteenThreads(Dice dice) {
    return operate(dice);
  }
}
