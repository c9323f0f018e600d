package io.sluice.testkit.dump;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The cycles of a graph whose nodes have at most one successor each. */
final class Cycles {

  private Cycles() {}

  /** Finds each cycle once, with its nodes in order. */
  static <N> List<List<N>> in(Collection<N> nodes, Function<N, @Nullable N> successor) {
    List<List<N>> cycles = new ArrayList<>();
    Set<N> visited = new HashSet<>();
    for (N start : nodes) {
      List<N> path = new ArrayList<>();
      N node = start;
      while (node != null && visited.add(node)) {
        path.add(node);
        node = successor.apply(node);
      }
      // Met on this path: a cycle. Met on an earlier one: known already.
      int entry = node == null ? -1 : path.indexOf(node);
      if (entry >= 0) {
        cycles.add(List.copyOf(path.subList(entry, path.size())));
      }
    }
    return cycles;
  }
}
