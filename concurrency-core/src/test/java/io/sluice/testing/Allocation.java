package io.sluice.testing;

import com.sun.management.ThreadMXBean;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.lang.management.ManagementFactory;

/** Measures what code allocates. */
public final class Allocation {

  /** How often the code is run for one measurement. */
  public static final int RUNS = 10_000;

  /** What the measure itself, or a late compilation, may take: far less than one byte a run. */
  public static final long SLACK = RUNS / 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** The bytes that a number of runs allocate, on a platform thread, once they are warm. */
  public static long bytes(Threads.Action run) {
    return Threads.start(
            ThreadKind.PLATFORM,
            () -> {
              long least = Long.MAX_VALUE;
              for (int attempt = 0; attempt < 5; attempt++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < RUNS; i++) {
                  run.run();
                }
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
              }
              return least;
            })
        .result();
  }
}
