package io.sluice.testkit.history;

import com.google.common.collect.ImmutableSet;

/**
 * An operation at its place in a linearization.
 *
 * @param operation the operation
 * @param states that the model can be in after it
 */
record Linearized(Operation operation, ImmutableSet<?> states) {

  /** The states, as in {@code [1, 2]}, or {@code [1] or [2]}. */
  String statesText() {
    StringBuilder text = new StringBuilder();
    for (Object state : states) {
      text.append(text.isEmpty() ? "" : " or ").append(state);
    }
    return text.toString();
  }
}
