package io.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sync.SyncMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** Maps that the next change moves to another table. */
final class MovingMaps {

  /** So many keys fill the first table, of sixteen buckets. */
  private static final int FULL = 12;

  /** A key in the first table's last bucket. */
  static final int STAYING = 15;

  /** A further key in that bucket: to put it makes the full map move. */
  static final int MOVING_KEY = STAYING + 16;

  private MovingMaps() {}

  /** Full, of keys up to {@link #STAYING}. */
  static SyncMap<Integer, String> full() {
    SyncMap<Integer, String> map = new SyncMap<>();
    for (int i = 0; i < FULL; i++) {
      map.put(STAYING - i, "old");
    }
    return map;
  }

  /** Of a table of 32 buckets that is left for a smaller one when key 0 is removed. */
  static SyncMap<Integer, String> sparse() {
    SyncMap<Integer, String> map = full();
    map.put(MOVING_KEY, "old");
    map.put(0, "old");
    for (int i = 0; i < FULL - 1; i++) {
      map.remove(STAYING - 1 - i);
    }
    map.remove(MOVING_KEY);
    return map;
  }

  /** Asserts that an iteration, while others change the map, meets each key that stays, once. */
  static void assertMeetsOnce(Iterator<Integer> keys, Set<Integer> staying) {
    Set<Integer> met = new HashSet<>();
    keys.forEachRemaining(key -> assertThat(met.add(key)).as("key %s is met once", key).isTrue());
    assertThat(met).containsAll(staying);
  }
}
