package io.sluice.testkit.leak;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A number that rose as it does by a leak.
 *
 * @param what was counted, such as {@code "virtual threads"}
 * @param values the samples of the window, the oldest first
 * @param over the time between the first and the last of them
 * @param trend how they moved
 * @since 0.1.0
 */
public record SuspectedLeak(String what, List<Long> values, Duration over, Trend trend) {

  /**
   * Describes a suspicion.
   *
   * @param what was counted
   * @param values the samples
   * @param over the time that they span
   * @param trend how they moved
   */
  public SuspectedLeak {
    Objects.requireNonNull(what, "what");
    values = List.copyOf(values);
    Objects.requireNonNull(over, "over");
    Objects.requireNonNull(trend, "trend");
  }

  /**
   * The suspicion in one line.
   *
   * @return the line
   */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s rise by %.1f an hour: from %d to %d over %s, at least %d in the first half of it and"
            + " %d in the second (standard deviation %.1f)",
        what,
        trend.perHour(),
        values.getFirst(),
        values.getLast(),
        Amount.of(over),
        trend.firstMinimum(),
        trend.lastMinimum(),
        trend.deviation());
  }
}
