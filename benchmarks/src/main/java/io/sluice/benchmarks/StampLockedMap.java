package io.sluice.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map with a lock whose reads are pessimistic: a HashMap that is being changed may throw at an
 * optimistic reader, or keep it for ever.
 */
record StampLockedMap(Map<Object, Integer> map, StampedLock lock) implements SharedMap {

  StampLockedMap() {
    this(new HashMap<>(), new StampedLock());
  }

  @Override
  public @Nullable Integer get(Object key) {
    return reading(() -> map.get(key));
  }

  @Override
  public @Nullable Integer put(Object key, Integer value) {
    return writing(() -> map.put(key, value));
  }

  @Override
  public @Nullable Integer remove(Object key) {
    return writing(() -> map.remove(key));
  }

  @Override
  public int size() {
    return reading(map::size);
  }

  @Override
  public long sum() {
    return reading(() -> SharedMap.sumOf(map.values()));
  }

  private <R extends @Nullable Object> R reading(Supplier<R> action) {
    long stamp = lock.readLock();
    try {
      return action.get();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  private <R extends @Nullable Object> R writing(Supplier<R> action) {
    long stamp = lock.writeLock();
    try {
      return action.get();
    } finally {
      lock.unlockWrite(stamp);
    }
  }
}
