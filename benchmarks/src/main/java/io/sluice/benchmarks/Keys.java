package io.sluice.benchmarks;

import java.util.function.IntFunction;

/** Keys and values, made before they are measured. */
final class Keys {

  /** More than a write needs to find another value than the last one there. A power of two. */
  private static final int VALUES = 1_024;

  /** The least value. */
  static final int FIRST_VALUE = 1_000;

  private static final Integer[] VALUE = new Integer[VALUES];

  static {
    for (int i = 0; i < VALUES; i++) {
      VALUE[i] = FIRST_VALUE + i;
    }
  }

  private Keys() {}

  /**
   * Makes new keys, which are equal to those of a further call with the same arguments, but not
   * identical.
   *
   * @param type the name that a benchmark's parameter gives
   * @param first where to begin to number them
   */
  static Object[] of(String type, int first, int count) {
    IntFunction<Object> make =
        switch (type) {
          // Above the numbers that are cached, and with gaps.
          case "Integer" -> i -> FIRST_VALUE + 7 * i;
          case "String" -> i -> "key-" + i;
          default -> throw new IllegalArgumentException("unknown type of keys: " + type);
        };
    Object[] keys = new Object[count];
    for (int i = 0; i < count; i++) {
      keys[i] = make.apply(first + i);
    }
    return keys;
  }

  /** A value that differs from those of the writes before: some map may skip one that does not. */
  static Integer value(int write) {
    return VALUE[write & (VALUES - 1)];
  }

  /** All the values that there are. */
  static Object values() {
    return VALUE;
  }

  /** A map with these keys. */
  static SharedMap map(String impl, Object[] keys) {
    SharedMap map = SharedMap.of(impl);
    for (int i = 0; i < keys.length; i++) {
      map.put(keys[i], value(i));
    }
    return map;
  }
}
