package io.sluice.testkit.history;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * Why a history is not linearizable.
 *
 * @param model what it was held against
 * @param recorded how many operations the history has
 * @param judged how many operations the part has that fails
 * @param prefix the smallest prefix of that part that is not linearizable
 * @param culprit the operation whose return ends the prefix
 * @param linearization of all that happened before that return; null if none was found in time
 */
record Violation(
    String model,
    int recorded,
    int judged,
    ImmutableList<Operation> prefix,
    Operation culprit,
    @Nullable ImmutableList<Linearized> linearization) {

  /** Words it for the reader of a failed test. */
  String report() {
    StringBuilder text = new StringBuilder("not linearizable as ").append(model).append(": ");
    text.append(culprit).append(" by \"").append(culprit.thread()).append("\" fits nowhere\n");
    text.append("\nWhat happened until then (").append(prefix.size());
    text.append(judged == recorded ? " of " : " of the " + judged + " connected, of ");
    text.append(recorded).append(" operations), time going down:\n");
    text.append(Timeline.of(prefix.stream().map(o -> o.asOf(culprit.returned() + 1)).toList()));
    if (linearization != null) {
      text.append("\nAll before that return is linearizable, for instance as\n");
      linearize(text, linearization);
    }
    return text.toString();
  }

  private static void linearize(StringBuilder text, ImmutableList<Linearized> linearization) {
    if (linearization.isEmpty()) {
      text.append("  (nothing had to take effect yet)\n");
    }
    int width =
        linearization.stream()
            .mapToInt(step -> step.operation().toString().length())
            .max()
            .orElse(0);
    for (Linearized step : linearization) {
      String operation = step.operation().toString();
      text.append("  ").append(operation).append(" ".repeat(width - operation.length()));
      text.append("   then ").append(step.statesText()).append('\n');
    }
  }
}
