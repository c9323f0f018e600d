package io.sluice.testkit.stress;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
   */
  public int count(@Nullable Object... outcome) {
    return outcomes.count(Arrays.asList(outcome));
  }

  /**
   * Asserts that an outcome occurred: without it, the race shows nothing.
   *
   * @param outcome its parts
   * @throws AssertionError if it did not; shows those that did
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
   */
  public void assertOnly(List<?>... allowed) {
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
        .forEachEntry((outcome, count) -> table.append("%n%,12d  %s".formatted(count, outcome)));
    return table.toString();
  }
}
