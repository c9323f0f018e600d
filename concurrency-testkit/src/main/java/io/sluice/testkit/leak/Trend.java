package io.sluice.testkit.leak;

import java.time.Duration;

/**
 * How a number moved over some samples.
 *
 * <p>The deviation alone tells nothing of leaks: a steady leak of 14 threads a sample deviates by
 * 48 over 12 samples, a healthy burst of 200 by more than that.
 *
 * @param samples how many there were
 * @param perHour the slope of the straight line that fits them best (least squares)
 * @param deviation the standard deviation of the samples
 * @param firstMinimum the least of the first half
 * @param lastMinimum the least of the second half; the middle one of an odd number belongs to it
 * @since 0.1.0
 */
public record Trend(
    int samples, double perHour, double deviation, long firstMinimum, long lastMinimum) {

  private static final double NANOS_PER_HOUR = Duration.ofHours(1).toNanos();

  /**
   * Computes the trend of samples.
   *
   * @param times when each was taken, in nanoseconds from any origin, rising
   * @param values what was counted
   * @throws IllegalArgumentException if there are fewer than two samples, or not as many times as
   *     values
   */
  static Trend of(long[] times, long[] values) {
    int n = values.length;
    if (n < 2 || times.length != n) {
      throw new IllegalArgumentException(
          "a trend needs two samples or more: " + n + " values, " + times.length + " times");
    }
    // Around the means: nanosecond readings squared would lose what matters.
    double meanTime = 0;
    double meanValue = 0;
    for (int i = 0; i < n; i++) {
      meanTime += (double) (times[i] - times[0]) / n;
      meanValue += (double) values[i] / n;
    }
    double timeSquares = 0;
    double valueSquares = 0;
    double products = 0;
    for (int i = 0; i < n; i++) {
      double time = times[i] - times[0] - meanTime;
      double value = values[i] - meanValue;
      timeSquares += time * time;
      valueSquares += value * value;
      products += time * value;
    }
    double perHour = timeSquares == 0 ? 0 : products / timeSquares * NANOS_PER_HOUR;
    int middle = n / 2;
    return new Trend(
        n,
        perHour,
        Math.sqrt(valueSquares / n),
        minimum(values, 0, middle),
        minimum(values, middle, n));
  }

  /**
   * Tells whether the number rises as it does by a leak: faster than allowed, and without ever
   * coming back to where it was before.
   *
   * @param allowedPerHour the slope from which on it is suspect
   * @return true if so
   */
  public boolean isRising(double allowedPerHour) {
    return perHour >= allowedPerHour && lastMinimum > firstMinimum;
  }

  private static long minimum(long[] values, int from, int to) {
    long minimum = Long.MAX_VALUE;
    for (int i = from; i < to; i++) {
      minimum = Math.min(minimum, values[i]);
    }
    return minimum;
  }
}
