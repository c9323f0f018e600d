package io.sluice.testkit.stress;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How often each outcome of a {@link Race} occurred.
 *
 * <p>An outcome is given as its parts: what each actor returned, in the order in which the actors
 * were added, and, if there is an arbiter, what that returned.
 *
 * @since 0.1.0
 */
public final class RaceResult {

  private final long seed;
  private final Multiset<List<@Nullable Object>> outcomes = HashMultiset.create();

  RaceResult(long seed) {
    this.seed = seed;
  }

  void add(List<@Nullable Object> outcome) {
    outcomes.add(Collections.unmodifiableList(outcome));
  }

  /**
   * Returns all outcomes.
   *
   * @return each outcome as often as it occurred; cannot be modified
   */
  public Multiset<List<@Nullable Object>> outcomes() {
    return Multisets.unmodifiableMultiset(outcomes);
  }

  /**
   * Counts an outcome.
   *
   * @param outcome its parts
   * @return how often it occurred
   * @throws NullPointerException if the array {@code outcome} is null
   */
  public int count(@Nullable Object... outcome) {
    return outcomes.count(Arrays.asList(Objects.requireNonNull(outcome, "outcome")));
  }

  /**
   * Asserts that an outcome occurred: without it, the race shows nothing.
   *
   * @param outcome its parts
   * @throws AssertionError if it did not; shows those that did
   * @throws NullPointerException if the array {@code outcome} is null
   */
  public void assertOccurs(@Nullable Object... outcome) {
    if (count(outcome) == 0) {
      throw new AssertionError("never was " + Arrays.toString(outcome) + " the outcome\n" + this);
    }
  }

  /**
   * Asserts that an outcome did not occur.
   *
   * @param outcome its parts
   * @throws AssertionError if it did; shows all outcomes
   * @throws NullPointerException if the array {@code outcome} is null
   */
  public void assertNever(@Nullable Object... outcome) {
    if (count(outcome) > 0) {
      throw new AssertionError(
          Arrays.toString(outcome) + " must not be the outcome, and was\n" + this);
    }
  }

  /**
   * Asserts that no other outcomes occurred than those given; not all of those need to have.
   *
   * @param allowed all outcomes that may occur, each as the list of its parts
   * @throws AssertionError if there was another; shows all outcomes
   * @throws NullPointerException if {@code allowed} is or contains null
   */
  public void assertOnly(List<?>... allowed) {
    Objects.requireNonNull(allowed, "allowed");
    for (List<?> outcome : allowed) {
      Objects.requireNonNull(outcome, "allowed contains null");
    }
    List<List<?>> known = List.of(allowed);
    List<List<@Nullable Object>> others =
        outcomes.elementSet().stream().filter(outcome -> !known.contains(outcome)).toList();
    if (!others.isEmpty()) {
      throw new AssertionError(others + " must not be outcomes, and were\n" + this);
    }
  }

  /**
   * Shows how often each outcome occurred, the most frequent first, and the seed.
   *
   * @return a table
   */
  @Override
  public String toString() {
    StringBuilder table =
        new StringBuilder("outcomes of " + outcomes.size() + " rounds, seed " + seed);
    Multisets.copyHighestCountFirst(outcomes)
        .forEachEntry(
            (outcome, count) ->
                table.append(String.format(Locale.ROOT, "\n%,12d  %s", count, outcome)));
    return table.toString();
  }
}
