package io.sluice.sync;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
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

  /**
   * Where a walk goes on in a table.
   *
   * @param mask which bits of a hash count
   * @param bits what they are in the keys to be shown
   * @param next the bucket to be visited next
   * @param outer where it goes on after this table, in which it met a moved bucket, or null
   */
  private record Place(BucketTable table, int mask, int bits, int next, @Nullable Place outer) {

    /** Where the keys of a bucket are that has moved; afterwards the walk goes on here. */
    Place moved(int bucket) {
      BucketTable to = table.next();
      int own = table.capacity() - 1;
      int inMask = Math.max(own, mask);
      int ofBits = own > mask ? bucket : bits;
      return new Place(to, inMask, ofBits, ofBits & (to.capacity() - 1), this);
    }
  }

  private final SyncMap<K, V> map;

  /** The {@link Place} where the walk is, in fields of its own: of a common walk none is made. */
  private @Nullable BucketTable table;

  private int mask;

  private int bits;

  private int next;

  private @Nullable Place outer;

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
    this.table = map.root();
    find();
  }

  /** What the view shows of an entry. */
  abstract E element(K key, V value);

  /** Finds the next node that belongs to the walk. */
  private void find() {
    // If there is no memory to go on, the walk has ended.
    found = null;
    for (Bucket at = left; at != null || (at = nextBucket()) != null; ) {
      // One question for both: where keys meet, the answer cannot be predicted.
      Node node;
      if (at instanceof Link link) {
        node = link.node;
        at = link.rest;
      } else {
        node = (Node) at;
        at = null;
      }
      Object value = node.value();
      if (value != null && (node.hash & mask) == bits) {
        found = node;
        foundValue = value;
        left = at;
        return;
      }
    }
    // Keeps nothing alive.
    table = null;
    foundValue = null;
    left = null;
  }

  /**
   * Goes on to the next bucket that is not empty, in whatever table. Null at the end.
   *
   * <p>No method is called with this iterator that the compiler might not inline, be it seldom:
   * then it could not keep the fields in registers, and a walk took twice as long.
   */
  @SuppressWarnings("ReferenceEquality") // of a marker
  private @Nullable Bucket nextBucket() {
    while (true) {
      BucketTable visited = Objects.requireNonNull(table);
      int step = mask + 1;
      Bucket bucket = null;
      int index = next;
      for (; bucket == null && index < visited.capacity(); index += step) {
        bucket = visited.bucket(index);
      }
      next = index;
      Place place = outer;
      if (bucket == BucketTable.MOVED) {
        place = new Place(visited, mask, bits, index, place).moved(index - step);
      } else if (bucket != null || place == null) {
        return bucket;
      }
      table = place.table;
      mask = place.mask;
      bits = place.bits;
      next = place.next;
      outer = place.outer;
    }
  }

  @Override
  public final boolean hasNext() {
    return found != null;
  }

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
