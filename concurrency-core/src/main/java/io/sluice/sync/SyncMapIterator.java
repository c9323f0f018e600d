package io.sluice.sync;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the entries of a {@link SyncMap}: the iterator of one of its views.
 *
 * <p>It visits the buckets of the table that was the map's when it began. Of each it shows the
 * nodes that were there at one instant, with the values that they have when it gets to them, and
 * without those that have been removed by then. Where it finds a bucket moved, it visits in its
 * place those of the next table to which that bucket's keys belong, and of these only those keys.
 * So the parts of a walk never have a key in common, whatever moves meanwhile, and have all keys
 * together: each that is there throughout is met, and none twice.
 */
abstract sealed class SyncMapIterator<K, V, E> implements Iterator<E> {

  /** Shows the keys. */
  static final class OfKeys<K, V> extends SyncMapIterator<K, V, K> {
    OfKeys(SyncMap<K, V> map, BucketTable root) {
      super(map, root);
    }

    @Override
    public K next() {
      K key = keyToShow();
      goOn();
      return key;
    }
  }

  /** Shows the values. */
  static final class OfValues<K, V> extends SyncMapIterator<K, V, V> {
    OfValues(SyncMap<K, V> map, BucketTable root) {
      super(map, root);
    }

    @Override
    public V next() {
      V value = valueToShow();
      goOn();
      return value;
    }
  }

  /** Shows the entries, each as a snapshot that writes through. */
  static final class OfEntries<K, V> extends SyncMapIterator<K, V, Map.Entry<K, V>> {
    OfEntries(SyncMap<K, V> map, BucketTable root) {
      super(map, root);
    }

    @Override
    public Map.Entry<K, V> next() {
      Map.Entry<K, V> entry = new SyncMapEntry<>(map, keyToShow(), valueToShow());
      goOn();
      return entry;
    }
  }

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

  final SyncMap<K, V> map;

  private @Nullable Part part;

  /** Found and not yet shown; null at the end. */
  private @Nullable Node found;

  private @Nullable Object foundValue;

  /** What has not been looked at of the bucket in which it was found. */
  private @Nullable Bucket left;

  /** The key of the entry that was shown last, and has not been removed by this since. */
  private @Nullable Object shown;

  private SyncMapIterator(SyncMap<K, V> map, BucketTable root) {
    this.map = map;
    this.part = new Part(root, 0, 0, null);
    find();
  }

  /** Finds the next node that belongs to the walk. */
  private void find() {
    Bucket at = left;
    left = null;
    found = null;
    foundValue = null;
    for (Part visited = part; visited != null; visited = part) {
      while (at != null) {
        Node node;
        if (at instanceof Link link) {
          node = link.node;
          at = link.rest;
        } else {
          node = (Node) at;
          at = null;
        }
        Object value = node.value();
        if (value != null && (node.hash & visited.mask) == visited.bits) {
          found = node;
          foundValue = value;
          left = at;
          return;
        }
      }
      at = visit(visited);
    }
  }

  /** Goes on to the next bucket that is not empty, or to another part of the walk. */
  @SuppressWarnings("ReferenceEquality") // of a marker
  private @Nullable Bucket visit(Part visited) {
    BucketTable table = visited.table;
    int capacity = table.capacity();
    int step = visited.mask + 1;
    for (int next = visited.next; next < capacity; next += step) {
      Bucket word = table.bucket(next);
      if (word == BucketTable.MOVED) {
        part = visited.moved(next);
        visited.next = next + step;
        return null;
      }
      if (word != null) {
        visited.next = next + step;
        return word;
      }
    }
    part = visited.whole;
    return null;
  }

  @Override
  public final boolean hasNext() {
    return found != null;
  }

  @SuppressWarnings("unchecked") // what was put was a K
  final K keyToShow() {
    Node node = found;
    if (node == null) {
      throw new NoSuchElementException();
    }
    return (K) node.key;
  }

  /** The value that the entry had when it was found. */
  @SuppressWarnings("unchecked") // what was put was a V
  final V valueToShow() {
    Object value = foundValue;
    if (value == null) {
      throw new NoSuchElementException();
    }
    return (V) value;
  }

  /** Has shown what was found. If there is no memory to go on, the walk ends. */
  final void goOn() {
    Object key = keyToShow();
    find();
    shown = key;
  }

  @Override
  public final void remove() {
    Object key = shown;
    if (key == null) {
      throw new IllegalStateException("no entry was shown since the last was removed");
    }
    shown = null;
    map.remove(key);
  }
}
