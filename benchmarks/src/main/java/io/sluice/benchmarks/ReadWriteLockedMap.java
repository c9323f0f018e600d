package io.sluice.benchmarks;

import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A map with a lock that readers share. */
record ReadWriteLockedMap(Map<Object, Integer> map, ReadWriteLock lock) implements SharedMap {

  @Override
  public @Nullable Integer get(Object key) {
    return locked(lock.readLock(), () -> map.get(key));
  }

  @Override
  public @Nullable Integer put(Object key, Integer value) {
    return locked(lock.writeLock(), () -> map.put(key, value));
  }

  @Override
  public @Nullable Integer remove(Object key) {
    return locked(lock.writeLock(), () -> map.remove(key));
  }

  @Override
  public int size() {
    return locked(lock.readLock(), map::size);
  }

  @Override
  public long sum() {
    return locked(lock.readLock(), () -> SharedMap.sumOf(map.values()));
  }

  /** The compiler inlines this; the action is allocated nowhere. */
  private static <R extends @Nullable Object> R locked(Lock held, Supplier<R> action) {
    held.lock();
    try {
      return action.get();
    } finally {
      held.unlock();
    }
  }
}
