package io.sluice.testkit.simulation;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long an exploration waits, in real time, for what may come from outside of it: the answer of
 * a socket, or a platform thread that wakes one of its threads. Without any sign that something may
 * come, it waits noticeably only once.
 */
final class Outside {

  private static final long INPUT_OUTPUT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LATER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private boolean seen;
  private boolean waited;

  /** Waits for a submission. Returns false if none came in time. */
  boolean await(Queue<Runnable> submissions, List<SimulatedThread> threads) {
    long patience =
        isInInputOutput(threads) ? INPUT_OUTPUT_NANOS : seen || !waited ? FIRST_NANOS : LATER_NANOS;
    long deadline = System.nanoTime() + patience;
    for (long left = patience; submissions.isEmpty() && left > 0; ) {
      LockSupport.parkNanos(this, left);
      left = deadline - System.nanoTime();
    }
    waited = true;
    if (submissions.isEmpty()) {
      return false;
    }
    seen = true;
    return true;
  }

  /** Whether a thread waits for the operating system. */
  static boolean isInInputOutput(List<SimulatedThread> threads) {
    for (SimulatedThread thread : threads) {
      if (isInInputOutput(thread)) {
        return true;
      }
    }
    return false;
  }

  static boolean isInInputOutput(SimulatedThread thread) {
    for (StackTraceElement frame : thread.thread.getStackTrace()) {
      String type = frame.getClassName();
      if (type.startsWith("sun.nio.ch.") || type.startsWith("java.lang.Process")) {
        return true;
      }
    }
    return false;
  }
}
