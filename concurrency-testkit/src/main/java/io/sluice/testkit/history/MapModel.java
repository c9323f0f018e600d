package io.sluice.testkit.history;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Maps, whose keys have nothing to do with each other unless somebody looks at all of them.
 *
 * @param initial what the map holds at first
 */
record MapModel(ImmutableMap<Object, Object> initial)
    implements Model<ImmutableMap<Object, Object>> {

  @Override
  public List<List<Operation>> partition(List<Operation> history) {
    Map<Object, List<Operation>> byKey = new LinkedHashMap<>();
    for (Operation operation : history) {
      switch (operation.name()) {
        case "size", "isEmpty", "clear" -> {
          return List.of(history);
        }
        default ->
            byKey.computeIfAbsent(operation.argument(0), key -> new ArrayList<>()).add(operation);
      }
    }
    return ImmutableList.copyOf(byKey.values());
  }

  @Override
  public Collection<ImmutableMap<Object, Object>> step(
      ImmutableMap<Object, Object> map, Operation operation) {
    return switch (operation.name()) {
      case "size" -> only(map, operation.mayReturn(map.size()));
      case "isEmpty" -> only(map, operation.mayReturn(map.isEmpty()));
      case "clear" -> only(ImmutableMap.of(), operation.exception() == null);
      default -> {
        Object key = operation.argument(0);
        Effect effect = effect(map.get(key), operation);
        yield operation.mayReturn(effect.result())
            ? List.of(with(map, key, effect.value()))
            : List.of();
      }
    };
  }

  /**
   * What an operation does to one key.
   *
   * @param value the key's value afterwards; null if it has none
   * @param result what the operation returns
   */
  private record Effect(@Nullable Object value, @Nullable Object result) {}

  private Effect effect(@Nullable Object value, Operation operation) {
    boolean present = value != null;
    return switch (operation.name()) {
      case "get" -> new Effect(value, value);
      case "getOrDefault" -> new Effect(value, present ? value : operation.arguments().get(1));
      case "containsKey" -> new Effect(value, present);
      case "put" -> new Effect(operation.argument(1), value);
      case "putIfAbsent" -> new Effect(present ? value : operation.argument(1), value);
      case "remove" -> remove(value, operation);
      case "replace" -> replace(value, operation);
      case "computeIfAbsent" -> {
        Object after = present ? value : computed(operation, null);
        yield new Effect(after, after);
      }
      case "computeIfPresent" -> {
        Object after = present ? computed(operation, value) : null;
        yield new Effect(after, after);
      }
      case "compute" -> {
        Object after = computed(operation, value);
        yield new Effect(after, after);
      }
      case "merge" -> {
        Object after = value == null ? operation.argument(1) : merged(operation, value);
        yield new Effect(after, after);
      }
      default -> throw operation.unknownTo(this);
    };
  }

  private static Effect remove(@Nullable Object value, Operation operation) {
    if (operation.arguments().size() == 1) {
      return new Effect(null, value);
    }
    boolean removed = value != null && value.equals(operation.argument(1));
    return new Effect(removed ? null : value, removed);
  }

  private static Effect replace(@Nullable Object value, Operation operation) {
    if (operation.arguments().size() == 2) {
      return new Effect(value == null ? null : operation.argument(1), value);
    }
    boolean replaced = Objects.equals(value, operation.argument(1));
    return new Effect(replaced ? operation.argument(2) : value, replaced);
  }

  /** What the function that is an operation's argument makes of the value. */
  @SuppressWarnings("unchecked") // a function of the map's own keys and values
  private static @Nullable Object computed(Operation operation, @Nullable Object value) {
    Object function = operation.arguments().size() < 2 ? null : operation.arguments().get(1);
    if (function instanceof Function) {
      return ((Function<Object, @Nullable Object>) function).apply(operation.argument(0));
    }
    if (function instanceof BiFunction) {
      return ((BiFunction<Object, @Nullable Object, @Nullable Object>) function)
          .apply(operation.argument(0), value);
    }
    return function;
  }

  @SuppressWarnings("unchecked") // a function of the map's own values
  private static @Nullable Object merged(Operation operation, Object value) {
    if (operation.argument(2) instanceof BiFunction<?, ?, ?> function) {
      return ((BiFunction<Object, Object, @Nullable Object>) function)
          .apply(value, operation.argument(1));
    }
    return operation.argument(2);
  }

  private static ImmutableMap<Object, Object> with(
      ImmutableMap<Object, Object> map, Object key, @Nullable Object value) {
    if (Objects.equals(map.get(key), value)) {
      return map;
    }
    ImmutableMap.Builder<Object, Object> changed =
        ImmutableMap.builder().putAll(Maps.filterKeys(map, other -> !other.equals(key)));
    return value == null ? changed.build() : changed.put(key, value).build();
  }

  private static Collection<ImmutableMap<Object, Object>> only(
      ImmutableMap<Object, Object> next, boolean possible) {
    return possible ? List.of(next) : List.of();
  }

  @Override
  public String toString() {
    return "a map";
  }
}
