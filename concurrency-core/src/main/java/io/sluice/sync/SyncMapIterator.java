package io.sluice.sync;

import java.util.Iterator;
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
abstract class SyncMapIterator<K, V, E> implements Iterator<E> {

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

  /** Found and not yet shown; null at the end. */
  private @Nullable Node found;

  /** The value that it had then. */
  private @Nullable Object foundValue;

  /** What has not been looked at of the bucket in which it was found. */
  private @Nullable Bucket left;

  /** The key of the entry that was shown last, and has not been removed by this since. */
  private @Nullable Object shown;

  SyncMapIterator(SyncMap<K, V> map) {
    this.map = map;
    this.part = new Part(map.root(), 0, 0, null);
    find();
  }

  /** What the view shows of an entry. */
  abstract E element(K key, V value);

  /** Finds the next node that belongs to the walk. */
  private void find() {
    Bucket at = left;
    left = null;
    found = null;
    foundValue = null;
    for (Part visited = part; visited != null; visited = part) {
      while (at != null) {
        Node node = at.node();
        at = at.rest();
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

  /** If there is no memory to go on, the walk ends. */
  @Override
  @SuppressWarnings("unchecked") // what was put was a K and a V
  public final E next() {
    Node node = found;
    Object value = foundValue;
    if (node == null || value == null) {
      throw new NoSuchElementException();
    }
    E element = element((K) node.key, (V) value);
    find();
    shown = node.key;
    return element;
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
