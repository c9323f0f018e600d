package io.sluice.testkit.history;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Registers: one variable, whose values are compared by {@code equals}.
 *
 * @param initial the value at first
 */
record RegisterModel(RegisterModel.Held initial) implements Model<RegisterModel.Held> {

  /**
   * The state.
   *
   * @param value of the variable
   */
  record Held(@Nullable Object value) {
    @Override
    public String toString() {
      return Text.of(value);
    }
  }

  @Override
  public Collection<Held> step(Held held, Operation operation) {
    return switch (operation.name()) {
      case "get", "read" -> only(held, operation.mayReturn(held.value()));
      case "set", "write" -> only(argument(operation, 0), operation.exception() == null);
      case "getAndSet" -> only(argument(operation, 0), operation.mayReturn(held.value()));
      case "compareAndSet" -> {
        boolean equal = Objects.equals(held, argument(operation, 0));
        yield only(equal ? argument(operation, 1) : held, operation.mayReturn(equal));
      }
      default -> throw operation.unknownTo(this);
    };
  }

  /** An argument, which may be null. */
  private static Held argument(Operation operation, int index) {
    if (index >= operation.arguments().size()) {
      throw new IllegalArgumentException(operation + " was recorded without argument " + index);
    }
    return new Held(operation.arguments().get(index));
  }

  private static Collection<Held> only(Held next, boolean possible) {
    return possible ? List.of(next) : List.of();
  }

  @Override
  public String toString() {
    return "a register from " + initial;
  }
}
