package io.sluice.benchmarks;

import org.openjdk.jmh.annotations.Setup;

/** A new key put into a map that has others, and removed; an operation is both. */
public class SyncMapChurnBenchmark extends ThreadedMapBenchmark {

  /** The new keys of each thread, used in turn. A power of two. */
  private static final int FRESH = 4_096;

  private SharedMap map;
  private Object[] put;
  private Object[] removed;

  @Setup
  public void fill() {
    map = Keys.map(impl, Keys.of(keyType, 0, keys));
    put = Keys.of(keyType, keys, MOST_THREADS * FRESH);
    removed = Keys.of(keyType, keys, MOST_THREADS * FRESH);
  }

  @Override
  Integer operate(Dice dice) {
    int write = dice.writes++;
    int index = dice.thread * FRESH + (write & (FRESH - 1));
    Integer value = Keys.value(write);
    Integer before = map.put(put[index], value);
    Integer after = map.remove(removed[index]);
    if (before != null || !value.equals(after)) {
      throw new AssertionError("put " + value + " over " + before + " and removed " + after);
    }
    return after;
  }
}
