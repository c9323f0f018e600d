package io.sluice.testkit.leak;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people write them. */
final class Amount {

  private Amount() {}

  /** Such as {@code 980 ms}, {@code 1.2 s} or {@code 3 min 4 s}. */
  static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
    return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }

  /** Such as {@code 1 thread} or {@code 2 threads}. */
  static String of(int number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
