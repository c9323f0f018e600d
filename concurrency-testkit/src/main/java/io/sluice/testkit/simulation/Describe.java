package io.sluice.testkit.simulation;

import java.time.Duration;
import java.util.Locale;

/** How reports put things. */
final class Describe {

  private Describe() {}

  /** A length of time, such as {@code 1 h} or {@code 2.5 s}. */
  static String nanos(long nanos) {
    if (nanos < 1_000) {
      return nanos + " ns";
    }
    if (nanos < 1_000_000) {
      return number(nanos / 1e3) + " µs";
    }
    if (nanos < 1_000_000_000L) {
      return number(nanos / 1e6) + " ms";
    }
    Duration duration = Duration.ofNanos(nanos);
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      return number(nanos / 1e9) + " s";
    }
    if (duration.compareTo(Duration.ofHours(1)) < 0) {
      return number(nanos / 6e10) + " min";
    }
    if (duration.compareTo(Duration.ofDays(1)) < 0) {
      return number(nanos / 3.6e12) + " h";
    }
    return number(nanos / 8.64e13) + " days";
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** A number of things, such as {@code 1 thread} or {@code 2 threads}. */
  static String count(int number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
