package io.sluice.benchmarks;

import io.sluice.sync.SyncMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jctools.maps.NonBlockingHashMap;
import org.jspecify.annotations.Nullable;

/** What the rivals have in common: a map that several threads may use. */
interface SharedMap {

  @Nullable Integer get(Object key);

  @Nullable Integer put(Object key, Integer value);

  @Nullable Integer remove(Object key);

  int size();

  /** Visits all values, one after the other. */
  long sum();

  /** The map, without the wrapper. */
  Object map();

  /**
   * Makes an empty map.
   *
   * @param impl the name that a benchmark's parameter gives
   */
  static SharedMap of(String impl) {
    return switch (impl) {
      case "SyncMap" -> new OfConcurrentMap(new SyncMap<>());
      case "ConcurrentHashMap" -> new OfConcurrentMap(new ConcurrentHashMap<>());
      case "NonBlockingHashMap" -> new OfConcurrentMap(new NonBlockingHashMap<>());
      case "synchronizedMap" -> new OfSynchronizedMap(Collections.synchronizedMap(new HashMap<>()));
      case "ReentrantReadWriteLock" ->
          new ReadWriteLockedMap(new HashMap<>(), new ReentrantReadWriteLock());
      case "StampedLock" -> new StampLockedMap();
      default -> throw new IllegalArgumentException("unknown implementation: " + impl);
    };
  }

  /** The sum of some values. */
  static long sumOf(Iterable<Integer> values) {
    long sum = 0;
    for (Integer value : values) {
      sum += value;
    }
    return sum;
  }

  /** Maps that need no lock around them. */
  record OfConcurrentMap(ConcurrentMap<Object, Integer> map) implements SharedMap {
    @Override
    public @Nullable Integer get(Object key) {
      return map.get(key);
    }

    @Override
    public @Nullable Integer put(Object key, Integer value) {
      return map.put(key, value);
    }

    @Override
    public @Nullable Integer remove(Object key) {
      return map.remove(key);
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public long sum() {
      return sumOf(map.values());
    }
  }

  /** A map with a monitor. */
  record OfSynchronizedMap(Map<Object, Integer> map) implements SharedMap {
    @Override
    public @Nullable Integer get(Object key) {
      return map.get(key);
    }

    @Override
    public @Nullable Integer put(Object key, Integer value) {
      return map.put(key, value);
    }

    @Override
    public @Nullable Integer remove(Object key) {
      return map.remove(key);
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public long sum() {
      synchronized (map) {
        return sumOf(map.values());
      }
    }
  }
}
