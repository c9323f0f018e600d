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

  private Linearizability() {}

  /**
   * Judges a history.
   *
   * @param model the specification
   * @param history in the order of the calls
   * @return what is wrong with it; null if it is linearizable
   * @throws IllegalStateException if that takes too long to find out
   */
  static <S> @Nullable Violation check(Model<S> model, List<Operation> history) {
    boolean undecided = false;
    for (List<Operation> part : model.partition(history)) {
      switch (new Search<>(model, part).run()) {
        case LINEARIZABLE -> {}
        case NOT_LINEARIZABLE -> {
          return narrow(model, part, history.size());
        }
        case UNDECIDED -> undecided = true; // another part may still be wrong
      }
    }
    if (undecided) {
      throw new IllegalStateException(
          "too many of the "
              + history.size()
              + " operations overlap to judge the history of "
              + model);
    }
    return null;
  }

  private static <S> Violation narrow(Model<S> model, List<Operation> part, int recorded) {
    List<Operation> ends = new ArrayList<>(part);
    ends.removeIf(operation -> !operation.isRequired());
    ends.sort(Comparator.comparingLong(Operation::returned));
    // Up to the return at index wrong it is not linearizable, and before the one at right it is,
    // or that could not be decided.
    int right = 0;
    int wrong = ends.size() - 1;
    while (right < wrong) {
      int middle = (right + wrong) >>> 1;
      if (new Search<>(model, prefix(part, ends.get(middle).returned() + 1)).run()
          == Search.Verdict.NOT_LINEARIZABLE) {
        wrong = middle;
      } else {
        right = middle + 1;
      }
    }
    Operation culprit = ends.get(wrong);
    Search<S> before = new Search<>(model, prefix(part, culprit.returned()));
    return new Violation(
        model.toString(),
        recorded,
        part.size(),
        prefix(part, culprit.returned() + 1),
        culprit,
        before.run() == Search.Verdict.LINEARIZABLE ? before.linearization() : null);
  }

  /** What happened before the event with the given stamp. */
  private static ImmutableList<Operation> prefix(List<Operation> part, long stamp) {
    return part.stream()
        .filter(operation -> operation.call() < stamp)
        .map(operation -> operation.isInterrupted() ? operation : operation.asOf(stamp))
        .collect(ImmutableList.toImmutableList());
  }
}
