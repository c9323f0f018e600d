package io.sluice.time;

/** Reads the clock. */
public final class TimeSource {
  private TimeSource() {}

  /**
   * Returns the current value of the monotonic clock.
   *
   * @return nanoseconds since an arbitrary origin
   */
  public static long nanoTime() {
    return System.nanoTime();
  }
}
