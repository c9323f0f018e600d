package io.sluice.sync;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the entries of a {@link SyncMap}, of which its views make their iterators.
 *
 * <p>It walks over the table that was the map's when it began, and then over the one to which that
 * was moving, if it was. Other tables need no visit: what moves to them later was in one of these.
 *
 * <ul>
 *   <li>Each key that was there throughout is met: where its entry has moved on, it is looked up.
 *   <li>No key is met twice: within a table what was put after the walk began is passed over, by
 *       the {@linkplain SlotTable#isWithin stamp} of its slot; and in the second table also what
 *       has a slot in the first.
 * </ul>
 */
final class SyncMapIterator<K, V> implements Iterator<Map.Entry<K, V>> {

  private final SyncMap<K, V> map;
  private final SlotTable first;
  private final @Nullable SlotTable second;
  private final int secondBound;
  private SlotTable table;
  private int bound;
  private int at;

  /** Found and not yet shown; null if there is none. */
  private @Nullable K nextKey;

  private @Nullable V nextValue;

  /** Shown last, and not removed since. */
  private @Nullable K shown;

  SyncMapIterator(SyncMap<K, V> map, SlotTable root) {
    this.map = map;
    this.first = root;
    this.table = root;
    this.bound = root.beginIteration();
    this.second = root.nextOrNull();
    this.secondBound = second == null ? 0 : second.beginIteration();
  }

  @SuppressWarnings("ReferenceEquality") // tables have identity
  private boolean atEnd() {
    if (at < table.slots.length) {
      return false;
    }
    if (second == null || table == second) {
      return true;
    }
    table = second;
    bound = secondBound;
    at = 0;
    return false;
  }

  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // slots hold keys, values and markers
  private void look(int slot) {
    Object key = SlotTable.SLOTS.getAcquire(table.slots, slot);
    if (key == null || key == SlotTable.DEAD || key == SlotTable.CLOSED) {
      return;
    }
    Object value = SlotTable.SLOTS.getAcquire(table.slots, slot + 1);
    if (value == null || value == SlotTable.DEAD || !table.isWithin(slot, bound)) {
      return;
    }
    if (table != first
        && (value instanceof SlotTable.Copy || first.hasSlot(key, SlotTable.hash(key)))) {
      return;
    }
    if (value == SlotTable.MOVED) {
      value = table.get(key, SlotTable.hash(key));
    }
    if (value != null) {
      nextKey = (K) key;
      nextValue = (V) value;
    }
  }

  @Override
  public boolean hasNext() {
    while (nextKey == null && !atEnd()) {
      int slot = at;
      // First: what a key throws when it is looked up ends one call, and not the walk.
      at += 2;
      look(slot);
    }
    return nextKey != null;
  }

  @Override
  public Map.Entry<K, V> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    K key = Objects.requireNonNull(nextKey);
    Entry<K, V> entry = new Entry<>(map, key, Objects.requireNonNull(nextValue));
    shown = key;
    nextKey = null;
    nextValue = null;
    return entry;
  }

  @Override
  public void remove() {
    K key = shown;
    if (key == null) {
      throw new IllegalStateException("no entry was shown since the last was removed");
    }
    shown = null;
    map.remove(key);
  }

  /** A snapshot of an entry that writes through. Knows the map and no table: it may be kept. */
  private static final class Entry<K, V> implements Map.Entry<K, V> {

    private final SyncMap<K, V> map;
    private final K key;
    private V value;

    Entry(SyncMap<K, V> map, K key, V value) {
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
}
