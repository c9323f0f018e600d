package io.sluice.testkit.history;

import java.util.Collection;
import java.util.List;

/**
 * Counters.
 *
 * @param initial the value at first
 */
record CounterModel(Long initial) implements Model<Long> {

  @Override
  public Collection<Long> step(Long value, Operation operation) {
    return switch (operation.name()) {
      case "get", "sum" -> returning(operation, value, value);
      case "incrementAndGet" -> returning(operation, value + 1, value + 1);
      case "decrementAndGet" -> returning(operation, value - 1, value - 1);
      case "getAndIncrement" -> returning(operation, value + 1, value);
      case "getAndDecrement" -> returning(operation, value - 1, value);
      case "addAndGet" -> {
        long after = value + Numbers.argument(operation, 0);
        yield returning(operation, after, after);
      }
      case "getAndAdd" -> returning(operation, value + Numbers.argument(operation, 0), value);
      case "getAndSet" -> returning(operation, Numbers.argument(operation, 0), value);
      case "increment" -> only(value + 1, operation.exception() == null);
      case "decrement" -> only(value - 1, operation.exception() == null);
      case "add" -> only(value + Numbers.argument(operation, 0), operation.exception() == null);
      case "set" -> only(Numbers.argument(operation, 0), operation.exception() == null);
      case "compareAndSet" -> {
        boolean equal = value == Numbers.argument(operation, 0);
        yield only(equal ? Numbers.argument(operation, 1) : value, operation.mayReturn(equal));
      }
      default -> throw operation.unknownTo(this);
    };
  }

  private static Collection<Long> returning(Operation operation, long after, long result) {
    return only(after, Numbers.mayReturn(operation, result));
  }

  private static Collection<Long> only(long after, boolean possible) {
    return possible ? List.of(after) : List.of();
  }

  @Override
  public String toString() {
    return "a counter from " + initial;
  }
}
