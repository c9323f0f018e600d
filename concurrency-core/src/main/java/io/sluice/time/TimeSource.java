package io.sluice.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one place in the library that reads a clock and parks a thread.
 *
 * <p>Timeouts and tickers are measured on the monotonic clock ({@link #nanoTime()}); the wall clock
 * ({@link #now()}) only labels ticks. Because everything passes through here, a test that controls
 * time has a single seam to redirect.
 *
 * @since 0.1.0
 */
public final class TimeSource {

  private TimeSource() {}

  /**
   * Reads the monotonic clock.
   *
   * @return nanoseconds since an arbitrary origin; compare two readings by their difference only
   */
  public static long nanoTime() {
    return System.nanoTime();
  }

  /**
   * Reads the wall clock.
   *
   * @return the current instant
   */
  public static Instant now() {
    return Instant.now();
  }

  /**
   * Converts a duration to nanoseconds without ever overflowing: durations beyond about 292 years
   * become {@link Long#MAX_VALUE} or {@link Long#MIN_VALUE}.
   *
   * @param duration the duration to convert
   * @return its length in nanoseconds, saturated
   * @throws NullPointerException if {@code duration} is null
   */
  public static long saturatedNanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(Objects.requireNonNull(duration, "duration"));
  }

  /**
   * Parks the current thread until it is unparked or interrupted; may return spuriously.
   *
   * @param blocker what the thread waits for, shown by thread dumps and leak reports
   */
  public static void park(Object blocker) {
    LockSupport.park(blocker);
  }

  /**
   * Parks the current thread until it is unparked or interrupted, or the time has passed; may
   * return spuriously.
   *
   * @param blocker what the thread waits for, shown by thread dumps and leak reports
   * @param nanos the longest time to park, in nanoseconds; returns at once if not positive
   */
  public static void parkNanos(Object blocker, long nanos) {
    LockSupport.parkNanos(blocker, nanos);
  }
}
