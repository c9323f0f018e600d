package io.sluice.channel.stress;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts how operations ended. Not thread-safe: each actor has its own. */
final class Tally {

  private final Map<Operation, long[]> counts = new EnumMap<>(Operation.class);

  Tally() {
    for (Operation operation : Operation.values()) {
      counts.put(operation, new long[Result.values().length]);
    }
  }

  void count(Operation operation, Result result) {
    counts.get(operation)[result.ordinal()]++;
  }

  void addAll(Tally other) {
    other.counts.forEach(
        (operation, more) -> Arrays.setAll(counts.get(operation), i -> of(operation, i) + more[i]));
  }

  private long of(Operation operation, int result) {
    return counts.get(operation)[result];
  }

  long of(Operation operation, Result result) {
    return of(operation, result.ordinal());
  }

  long of(Result result) {
    return counts.values().stream().mapToLong(count -> count[result.ordinal()]).sum();
  }

  long total() {
    return counts.values().stream().flatMapToLong(Arrays::stream).sum();
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder("%-30s".formatted(""));
    for (Result result : Result.values()) {
      table.append("%12s".formatted(result));
    }
    counts.forEach(
        (operation, count) -> {
          table.append("%n%-30s".formatted(operation));
          for (long number : count) {
            table.append("%12d".formatted(number));
          }
        });
    return table.toString();
  }
}
