package io.sluice.benchmarks.report;

import java.util.Collections;
import java.util.List;

/**
 * What one implementation achieved in one cell.
 *
 * @param impl the implementation's name
 * @param forks the median of each fork's iterations, in the order of the rounds; at least one. Of a
 *     single fork, its iterations
 */
record Figure(String impl, List<Double> forks) {

  /** How many times its median a cell's maximum may be before it is called unsteady. */
  private static final double STEADY = 3;

  Figure {
    forks = List.copyOf(forks);
  }

  static Figure of(String impl, JmhResult.Metric metric) {
    List<List<Double>> forks = metric.rawData();
    return new Figure(
        impl, forks.size() == 1 ? forks.getFirst() : forks.stream().map(Figure::median).toList());
  }

  Role role() {
    return Role.of(impl);
  }

  double median() {
    return median(forks);
  }

  double min() {
    return Collections.min(forks);
  }

  double max() {
    return Collections.max(forks);
  }

  /** Whether there is one value only. */
  boolean isSingle() {
    return forks.size() == 1;
  }

  /** Whether some fork was in another mode than most. */
  boolean isUnsteady() {
    return max() > STEADY * median();
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
