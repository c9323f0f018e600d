package io.sluice.benchmarks.report;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One figure over another, round by round: what slows a machine down for some minutes slows both,
 * and their ratio tells nothing of it.
 *
 * @param rounds the ratio in each
 */
record Ratio(List<Double> rounds) {

  /** Of the rounds that both have. */
  static Ratio of(Figure one, Figure other) {
    return new Ratio(
        IntStream.range(0, Math.min(one.forks().size(), other.forks().size()))
            .mapToObj(round -> one.forks().get(round) / other.forks().get(round))
            .toList());
  }

  double median() {
    return Figure.median(rounds);
  }

  double min() {
    return Collections.min(rounds);
  }

  double max() {
    return Collections.max(rounds);
  }
}
