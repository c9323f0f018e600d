package io.sluice.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Reads, and writes that change the values of keys which are there; an operation is either. */
public class SyncMapBenchmark extends ThreadedMapBenchmark {

  private static final int LOW_BITS = (1 << 20) - 1;

  /** In percent. */
  @Param({"100", "99.9", "90", "50"})
  double reads;

  private SharedMap map;
  private Object[] asked;
  private double readsOfLowBits;

  @Setup
  public void fill() {
    map = Keys.map(impl, Keys.of(keyType, 0, keys));
    asked = Keys.of(keyType, 0, keys);
    readsOfLowBits = reads / 100 * (LOW_BITS + 1);
  }

  @Override
  Integer operate(Dice dice) {
    long random = dice.next();
    Object key = asked[Dice.below(asked.length, random)];
    return present(
        (random & LOW_BITS) < readsOfLowBits
            ? map.get(key)
            : map.put(key, Keys.value(dice.writes++)));
  }

  private static Integer present(@Nullable Integer value) {
    if (value == null) {
      throw new AssertionError("a key is missing");
    }
    return value;
  }
}
