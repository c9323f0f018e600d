package io.sluice.testkit.history;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges a history part by part, and narrows a part that fails to its smallest prefix that does.
 *
 * <p>That is a binary search over the returns: if the history up to a return is linearizable, so it
 * is up to any earlier one, where operations that returned in between are pending.
 */
final class Linearizability {

  /** So many configurations fit into a small heap and are searched in seconds. */
  static final int LIMIT = 1 << 20;

  private Linearizability() {}

  /**
   * Judges a history.
   *
   * @param model the specification
   * @param history in the order of the calls
   * @param limit after how many configurations to give up
   * @return what is wrong with it; null if it is linearizable
   * @throws IllegalStateException if that takes too long to find out
   */
  static <S> @Nullable Violation check(Model<S> model, List<Operation> history, int limit) {
    boolean undecided = false;
    for (List<Operation> part : model.partition(history)) {
      switch (new Search<>(model, part, limit).run()) {
        case LINEARIZABLE -> {}
        case NOT_LINEARIZABLE -> {
          return narrow(model, part, history.size(), limit);
        }
        case UNDECIDED -> undecided = true; // another part may still be wrong
      }
    }
    if (undecided) {
      throw new IllegalStateException(
          "too many of the "
              + history.size()
              + " operations overlap to judge the history of "
              + model
              + "; use fewer threads, or record for a shorter time");
    }
    return null;
  }

  private static <S> Violation narrow(
      Model<S> model, List<Operation> part, int recorded, int limit) {
    List<Operation> ends = new ArrayList<>(part);
    ends.removeIf(operation -> !operation.isRequired());
    ends.sort(Comparator.comparingLong(Operation::returned));
    // Up to the return at index wrong it is not linearizable, and before the one at right it is,
    // or that could not be decided.
    int right = 0;
    int wrong = ends.size() - 1;
    while (right < wrong) {
      int middle = (right + wrong) >>> 1;
      if (new Search<>(model, prefix(part, ends.get(middle).returned() + 1), limit).run()
          == Search.Verdict.NOT_LINEARIZABLE) {
        wrong = middle;
      } else {
        right = middle + 1;
      }
    }
    Operation culprit = ends.get(wrong);
    return new Violation(
        model.toString(),
        recorded,
        part.size(),
        prefix(part, culprit.returned() + 1),
        culprit,
        linearization(model, prefix(part, culprit.returned()), limit));
  }

  /** One that a reader follows easily: pending operations have no part in it if it can be. */
  private static <S> @Nullable ImmutableList<Linearized> linearization(
      Model<S> model, List<Operation> prefix, int limit) {
    Search<S> ended =
        new Search<>(model, prefix.stream().filter(o -> !o.isPending()).toList(), limit);
    if (ended.run() == Search.Verdict.LINEARIZABLE) {
      return ended.linearization();
    }
    Search<S> all = new Search<>(model, prefix, limit);
    return all.run() == Search.Verdict.LINEARIZABLE ? all.linearization() : null;
  }

  /** What happened before the event with the given stamp. */
  private static ImmutableList<Operation> prefix(List<Operation> part, long stamp) {
    return part.stream()
        .filter(operation -> operation.call() < stamp)
        .map(operation -> operation.isInterrupted() ? operation : operation.asOf(stamp))
        .collect(ImmutableList.toImmutableList());
  }
}
