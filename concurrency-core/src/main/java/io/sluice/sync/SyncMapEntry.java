package io.sluice.sync;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A snapshot of an entry that writes through. Knows the map and no table: it may be kept. */
final class SyncMapEntry<K, V> implements Map.Entry<K, V> {

  private final SyncMap<K, V> map;
  private final K key;
  private V value;

  SyncMapEntry(SyncMap<K, V> map, K key, V value) {
    this.map = map;
    this.key = key;
    this.value = value;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public V getValue() {
    return value;
  }

  @Override
  public V setValue(V newValue) {
    V before = value;
    map.put(key, Objects.requireNonNull(newValue, "newValue"));
    value = newValue;
    return before;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Map.Entry<?, ?> entry
        && key.equals(entry.getKey())
        && value.equals(entry.getValue());
  }

  @Override
  public int hashCode() {
    return key.hashCode() ^ value.hashCode();
  }

  @Override
  public String toString() {
    return key + "=" + value;
  }
}
