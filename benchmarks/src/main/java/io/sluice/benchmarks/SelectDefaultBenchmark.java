package io.sluice.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A select with a default, over channels of which none is ready. */
public class SelectDefaultBenchmark extends ElementBenchmark {

  /** Enough to hide what it takes to start a coroutine. */
  private static final int TIMES = 1_000;

  @Param({"Sluice", "Jox", "Kotlin"})
  String impl;

  @Param({"2", "8"})
  int channels;

  private @Nullable Selection selection;
  private @Nullable KotlinSelects kotlin;

  @Setup
  public void open() {
    if (impl.equals("Kotlin")) {
      kotlin = new KotlinSelects(channels, 0);
    } else {
      selection = Selection.of(impl, channels, 0);
    }
  }

  @Benchmark
  @OperationsPerInvocation(TIMES)
  public int noneReady() throws InterruptedException {
    int none = kotlin == null ? pollAll(selection) : kotlin.pollNone(TIMES);
    if (none != TIMES) {
      throw new AssertionError("received from an empty channel");
    }
    return none;
  }

  private static int pollAll(Selection selection) throws InterruptedException {
    int none = 0;
    for (int i = 0; i < TIMES; i++) {
      if (selection.pollAny() == null) {
        none++;
      }
    }
    return none;
  }
}
