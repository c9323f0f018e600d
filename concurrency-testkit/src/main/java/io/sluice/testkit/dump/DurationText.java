package io.sluice.testkit.dump;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as JUnit writes those of its timeouts, and as ISO 8601 does. */
final class DurationText {

  private static final Pattern AMOUNT = Pattern.compile("(\\d+) ?(ns|μs|us|ms|s|m|h|d)?");

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ns", ChronoUnit.NANOS,
          "μs", ChronoUnit.MICROS,
          "us", ChronoUnit.MICROS,
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private DurationText() {}

  /**
   * Reads a duration: {@code "5s"}, {@code "200 ms"}, {@code "42"} (seconds) or {@code "PT1M30S"}.
   *
   * @param attribute of which annotation it is the value, for the exception
   * @throws IllegalArgumentException if it is none of these, or negative
   */
  static Duration parse(String text, String attribute) {
    Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
    try {
      if (amount.matches()) {
        String unit = amount.group(2) == null ? "s" : amount.group(2);
        return Duration.of(Long.parseLong(amount.group(1)), UNITS.get(unit));
      }
      Duration duration = Duration.parse(text.strip());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
      throw unreadable(text, attribute, e);
    }
    throw unreadable(text, attribute, null);
  }

  private static IllegalArgumentException unreadable(
      String text, String attribute, @Nullable Exception cause) {
    return new IllegalArgumentException(
        attribute + " is \"" + text + "\", but must be like \"5s\", \"200 ms\" or \"PT1M30S\"",
        cause);
  }

  /** Such as {@code 2.07 ms}, {@code 5 s}. */
  static String of(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    String text =
        millis < 1_000
            ? String.format(Locale.ROOT, "%.2f ms", millis)
            : String.format(Locale.ROOT, "%.2f s", millis / 1_000);
    return text.replaceFirst("\\.?0+ ", " ");
  }
}
