package io.sluice.channel.stress;

import java.util.EnumMap;
import java.util.Map;

/** Counts how operations ended. Not thread-safe: each actor has its own. */
final class Tally {

  private final Map<Operation, Map<Result, Long>> counts = new EnumMap<>(Operation.class);

  Tally() {
    for (Operation operation : Operation.values()) {
      counts.put(operation, new EnumMap<>(Result.class));
    }
  }

  void count(Operation operation, Result result) {
    add(operation, result, 1);
  }

  void addAll(Tally other) {
    other.counts.forEach(
        (operation, more) -> more.forEach((result, count) -> add(operation, result, count)));
  }

  private void add(Operation operation, Result result, long count) {
    counts.get(operation).merge(result, count, Long::sum);
  }

  long of(Operation operation, Result result) {
    return counts.get(operation).getOrDefault(result, 0L);
  }

  long of(Result result) {
    return counts.keySet().stream().mapToLong(operation -> of(operation, result)).sum();
  }

  long total() {
    return counts.values().stream()
        .flatMap(count -> count.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder("%-30s".formatted(""));
    for (Result result : Result.values()) {
      table.append("%12s".formatted(result));
    }
    for (Operation operation : counts.keySet()) {
      table.append("%n%-30s".formatted(operation));
      for (Result result : Result.values()) {
        table.append("%12d".formatted(of(operation, result)));
      }
    }
    return table.toString();
  }
}
