package io.sluice.testkit.simulation;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

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

  /**
   * Waits until one of the threads can run. Returns false if none could in time.
   *
   * @param noneCanRun asked again and again, first after the threads' stacks have been read: one
   *     that is unparked while the JDK reads its stack is submitted by the reader
   */
  boolean await(BooleanSupplier noneCanRun, List<SimulatedThread> threads) {
    long patience =
        isInInputOutput(threads) ? INPUT_OUTPUT_NANOS : seen || !waited ? FIRST_NANOS : LATER_NANOS;
    long deadline = System.nanoTime() + patience;
    boolean none = noneCanRun.getAsBoolean();
    for (long left = patience; none && left > 0; none = noneCanRun.getAsBoolean()) {
      LockSupport.parkNanos(this, left);
      left = deadline - System.nanoTime();
    }
    waited = true;
    if (none) {
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
