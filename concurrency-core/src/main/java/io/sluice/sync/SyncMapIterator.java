package io.sluice.sync;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the entries of a {@link SyncMap}, of which its views make their iterators.
 *
 * <p>It visits the buckets of the table that was the map's when it began. Of each it shows the
 * nodes that were there at one instant, with the values that they have when it gets to them, and
 * without those that have been removed by then. Where it finds a bucket moved, it visits in its
 * place those of the next table to which that bucket's keys belong, and of these only those keys.
 * So the parts of a walk never have a key in common, whatever moves meanwhile, and have all keys
 * together: each that is there throughout is met, and none twice.
 */
final class SyncMapIterator<K, V> implements Iterator<Map.Entry<K, V>> {

  /** The buckets that are visited in one table. */
  private static final class Part {

    final BucketTable table;

    /** The visited keys are those whose hashes have these {@link #bits} in the mask's places. */
    final int mask;

    final int bits;

    /** The bucket to be visited next. */
    int next;

    /** Of which this is a part, or null. */
    final @Nullable Part whole;

    Part(BucketTable table, int mask, int bits, @Nullable Part whole) {
      this.table = table;
      this.mask = mask;
      this.bits = bits;
      this.next = bits & (table.capacity() - 1);
      this.whole = whole;
    }

    /** Where the keys of a bucket are that has moved. */
    Part moved(int bucket) {
      int own = table.capacity() - 1;
      return own > mask
          ? new Part(table.next(), own, bucket, this)
          : new Part(table.next(), mask, bits, this);
    }
  }

  private final SyncMap<K, V> map;

  private @Nullable Part part;

  /** What has not been looked at of the bucket visited last. */
  private @Nullable Bucket bucket;

  /** Found and not yet shown; null if there is none. */
  private @Nullable Node found;

  private @Nullable Object foundValue;

  /** Shown last, and not removed since. */
  private @Nullable K shown;

  SyncMapIterator(SyncMap<K, V> map, BucketTable root) {
    this.map = map;
    this.part = new Part(root, 0, 0, null);
    find();
  }

  private void find() {
    found = null;
    for (Part visited = part; visited != null && !findInBucket(visited); visited = part) {
      visit(visited);
    }
  }

  /** Finds the next node of a bucket that belongs to the walk. */
  private boolean findInBucket(Part visited) {
    for (Bucket at = bucket; at != null; at = bucket) {
      Node node = at.node();
      bucket = at.rest();
      Object value = node.value();
      if (value != null && (node.hash & visited.mask) == visited.bits) {
        found = node;
        foundValue = value;
        return true;
      }
    }
    return false;
  }

  /** Goes on to the next bucket. */
  @SuppressWarnings("ReferenceEquality") // of a marker
  private void visit(Part visited) {
    bucket = null;
    int next = visited.next;
    if (next >= visited.table.capacity()) {
      part = visited.whole;
      return;
    }
    Bucket word = visited.table.bucket(next);
    if (word == BucketTable.MOVED) {
      // Made first: where there is no memory for it, the bucket is still to be visited.
      part = visited.moved(next);
    } else {
      bucket = word;
    }
    visited.next += visited.mask + 1;
  }

  @Override
  public boolean hasNext() {
    return found != null;
  }

  @Override
  @SuppressWarnings("unchecked") // what was put was a K and a V
  public Map.Entry<K, V> next() {
    Node node = found;
    if (node == null) {
      throw new NoSuchElementException();
    }
    Entry<K, V> entry = new Entry<>(map, (K) node.key, (V) Objects.requireNonNull(foundValue));
    find();
    shown = entry.getKey();
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
