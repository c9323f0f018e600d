package io.sluice.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Threads;

/** Reads, and writes that change the values of keys which are there; an operation is either. */
public class SyncMapBenchmark extends MapBenchmark {

  private static final int LOW_BITS = (1 << 20) - 1;

  @Param({"1000", "100000"})
  int keys;

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

  @Benchmark
  @Threads(1)
  public Integer oneThread(Dice dice) {
    return readOrWrite(dice);
  }

  @Benchmark
  @Threads(2)
  public Integer twoThreads(Dice dice) {
    return readOrWrite(dice);
  }

  @Benchmark
  @Threads(16)
  public Integer sixteenThreads(Dice dice) {
    return readOrWrite(dice);
  }

  private Integer readOrWrite(Dice dice) {
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
