package io.sluice.testkit.history;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for one linearization of a history, depth first.
 *
 * <p>The algorithm is Wing's and Gong's (Testing and Verifying Concurrent Objects, 1993) with the
 * memory that Lowe added (Testing for Linearizability, 2017), as in Porcupine: calls and returns
 * stand in a list, in their order. An operation may come next if its call stands before the first
 * return; if the model allows it, its call and its return leave the list, and the search starts
 * again at the head. At a return nothing more can come next, and the search takes back the last
 * operation. What operations came in which order matters only by the states they led to, so a
 * configuration that was met before is not entered again.
 *
 * <p>Beyond that:
 *
 * <ul>
 *   <li>A model may be non-deterministic: the search has all its possible states at a time.
 *   <li>Operations that are pending, or were interrupted, have no return in the list: nothing waits
 *       for them. They are optional, and tried only where they change something.
 *   <li>Of pending operations that are alike, one comes only after those called before it: with
 *       twenty threads blocked in the same call, twenty configurations and not a million.
 * </ul>
 *
 * @param <S> the type of the model's states
 */
final class Search<S> {

  /** So many configurations fit into a small heap and are searched in seconds. */
  private static final int LIMIT = 1 << 20;

  /** How a search ended. */
  enum Verdict {
    LINEARIZABLE,
    NOT_LINEARIZABLE,
    UNDECIDED
  }

  /**
   * What the rest of the search depends on.
   *
   * @param linearized indices of the operations that have their place
   * @param states that the model can be in after them
   */
  private record Configuration<S>(BitSet linearized, ImmutableSet<S> states) {}

  /**
   * An operation that has its place.
   *
   * @param index of the operation
   * @param before the states before it
   * @param after the states after it
   */
  private record Placed<S>(int index, ImmutableSet<S> before, ImmutableSet<S> after) {}

  private final Model<S> model;
  private final List<Operation> operations;

  /** For each pending operation the one before that is alike, or -1. */
  private final int[] twin;

  /**
   * The list, circular: node i is the call of operation i, node size + i its return, and the last
   * one is the head.
   */
  private final int[] next;

  private final int[] previous;
  private final int head;

  private final BitSet linearized = new BitSet();
  private final Deque<Placed<S>> placed = new ArrayDeque<>();
  private final Set<Configuration<S>> met = new HashSet<>();

  /** The states after the operations that have their place. */
  private ImmutableSet<S> states;

  /** How many operations are still to get their place. */
  private int required;

  /**
   * Makes a search.
   *
   * @param model the specification
   * @param operations in the order of their calls
   */
  Search(Model<S> model, List<Operation> operations) {
    this.model = model;
    this.operations = operations;
    this.states = ImmutableSet.of(model.initial());
    this.head = 2 * operations.size();
    this.next = new int[head + 1];
    this.previous = new int[head + 1];
    this.twin = twins(operations);
    link();
  }

  private static int[] twins(List<Operation> operations) {
    int[] twin = new int[operations.size()];
    Arrays.fill(twin, -1);
    Map<List<@Nullable Object>, Integer> last = new HashMap<>();
    for (int i = 0; i < twin.length; i++) {
      Operation operation = operations.get(i);
      if (operation.isPending()) {
        Integer before = last.put(Arrays.asList(operation.name(), operation.arguments()), i);
        twin[i] = before == null ? -1 : before;
      }
    }
    return twin;
  }

  private void link() {
    int size = operations.size();
    record Event(long stamp, int node) {}
    List<Event> events = new ArrayList<>(head);
    for (int i = 0; i < size; i++) {
      Operation operation = operations.get(i);
      events.add(new Event(operation.call(), i));
      if (operation.isRequired()) {
        events.add(new Event(operation.returned(), size + i));
        required++;
      }
    }
    events.sort(Comparator.comparingLong(Event::stamp));
    int last = head;
    for (Event event : events) {
      next[last] = event.node();
      previous[event.node()] = last;
      last = event.node();
    }
    next[last] = head;
    previous[head] = last;
  }

  /** Searches; to be called once. */
  Verdict run() {
    int node = next[head];
    while (required > 0 || states.stream().noneMatch(model::isComplete)) {
      if (node < operations.size()) {
        if (mayPlace(node)) {
          node = next[head];
        } else {
          node = next[node];
        }
        if (met.size() > LIMIT) {
          return Verdict.UNDECIDED;
        }
      } else if (placed.isEmpty()) {
        return Verdict.NOT_LINEARIZABLE;
      } else {
        node = next[takeBack()];
      }
    }
    return Verdict.LINEARIZABLE;
  }

  private boolean mayPlace(int index) {
    if (twin[index] >= 0 && !linearized.get(twin[index])) {
      return false;
    }
    Operation operation = operations.get(index);
    ImmutableSet<S> after = step(operation);
    if (after.isEmpty() || (!operation.isRequired() && after.equals(states))) {
      return false;
    }
    linearized.set(index);
    if (!met.add(new Configuration<>((BitSet) linearized.clone(), after))) {
      linearized.clear(index);
      return false;
    }
    placed.push(new Placed<>(index, states, after));
    states = after;
    lift(index);
    return true;
  }

  private ImmutableSet<S> step(Operation operation) {
    ImmutableSet.Builder<S> after = ImmutableSet.builder();
    for (S state : states) {
      after.addAll(
          Objects.requireNonNull(
              operation.isInterrupted()
                  ? model.interrupted(state, operation)
                  : model.step(state, operation),
              "the model's next states"));
    }
    return after.build();
  }

  private int takeBack() {
    Placed<S> last = placed.pop();
    states = last.before();
    linearized.clear(last.index());
    unlift(last.index());
    return last.index();
  }

  private void lift(int index) {
    unlink(index);
    if (operations.get(index).isRequired()) {
      unlink(operations.size() + index);
      required--;
    }
  }

  /** Undoes the last {@link #lift}: both nodes still know between which others they stood. */
  private void unlift(int index) {
    if (operations.get(index).isRequired()) {
      relink(operations.size() + index);
      required++;
    }
    relink(index);
  }

  private void unlink(int node) {
    next[previous[node]] = next[node];
    previous[next[node]] = previous[node];
  }

  private void relink(int node) {
    next[previous[node]] = node;
    previous[next[node]] = node;
  }

  /** The linearization found. */
  ImmutableList<Linearized> linearization() {
    ImmutableList.Builder<Linearized> order = ImmutableList.builder();
    for (Iterator<Placed<S>> oldestFirst = placed.descendingIterator(); oldestFirst.hasNext(); ) {
      Placed<S> step = oldestFirst.next();
      order.add(new Linearized(operations.get(step.index()), step.after()));
    }
    return order.build();
  }
}
