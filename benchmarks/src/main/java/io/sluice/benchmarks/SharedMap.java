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

  /** The map, without what guards it here. */
  Map<Object, Integer> map();

  /** As {@link Map#get}. */
  default @Nullable Integer get(Object key) {
    return map().get(key);
  }

  /** As {@link Map#put}. */
  default @Nullable Integer put(Object key, Integer value) {
    return map().put(key, value);
  }

  /** As {@link Map#remove}. */
  default @Nullable Integer remove(Object key) {
    return map().remove(key);
  }

  /** As {@link Map#size}. */
  default int size() {
    return map().size();
  }

  /** Visits all values, one after the other. */
  default long sum() {
    return sumOf(map().values());
  }

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
  record OfConcurrentMap(ConcurrentMap<Object, Integer> map) implements SharedMap {}

  /** A map with a monitor, which only an iteration has to take itself. */
  record OfSynchronizedMap(Map<Object, Integer> map) implements SharedMap {
    @Override
    public long sum() {
      synchronized (map) {
        return sumOf(map.values());
      }
    }
  }
}
