package io.sluice.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The algorithm of {@link SyncMap}: a hash table of which each {@linkplain Bucket bucket} is one
 * word that refers to the nodes in it. Whoever puts a new key or removes one exchanges that word
 * for another; whoever changes a value exchanges the word in the {@linkplain Node node}.
 *
 * <h2>States of a bucket</h2>
 *
 * <pre>
 *   null ◀──update──▶ nodes ──update──▶ other nodes
 *     └────────┬────────┘
 *          migration
 *              ▼
 *            MOVED   (final)
 * </pre>
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>A bucket has at most one node of a key, and a key stands in one bucket of a table only:
 *       that of its hash. A node is taken out only after its value has become {@link Node#REMOVED}.
 *   <li>So a key is absent when its bucket is read and has no node of it, or has one that is
 *       REMOVED: if that has been replaced since, it was absent in between. And whoever exchanges
 *       the value of a node changes the entry, wherever its node stands by then.
 *   <li>A key is put by exchanging its bucket for one with a node more, or with another node in the
 *       place of a removed one. Whether the word was another one meanwhile is of no matter: the
 *       same word means the same nodes, and one that was taken out does not come back.
 *   <li>Whoever removes an entry takes its node out before returning. After an error in between,
 *       whoever meets the node does.
 *   <li>A bucket that is MOVED stays so, and its nodes are in the next table (see {@link
 *       Migration}), where all look who find it so.
 *   <li>{@link #migration} is set before the first bucket is MOVED, and never changed.
 *   <li>A table moves to another only when it {@linkplain #incoming is not being filled} itself. Of
 *       the tables of an era only the last two can therefore have buckets that are not MOVED.
 * </ul>
 *
 * <p>Exchanges publish what the writer did before; reads acquire (jcstress: {@code
 * SyncMapPublicationTest}, {@code SyncMapMigrationPublicationTest}).
 */
@SuppressWarnings("ReferenceEquality") // of nodes and markers
final class BucketTable {

  /** What all tables share that moved to each other: a cleared map begins a new one. */
  static final class Era {
    final LongAdder size = new LongAdder();

    /** To which all before it have moved. */
    private volatile @Nullable BucketTable current;

    /** All has moved from one table to the next. */
    void advance(BucketTable from, BucketTable to) {
      CURRENT.compareAndSet(this, from, to);
    }
  }

  /** What an update requires of the present value, besides being equal to a given one. */
  private static final class Requirement {}

  /** In place of what has moved: look in the next table. */
  static final Bucket MOVED = new Node(-1, "moved", "moved");

  static final Object ANYTHING = new Requirement();
  static final Object NOTHING = new Requirement();
  static final Object SOMETHING = new Requirement();

  private static final VarHandle BUCKETS = MethodHandles.arrayElementVarHandle(Bucket[].class);
  private static final VarHandle LEAVING;
  private static final VarHandle CURRENT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      LEAVING = lookup.findVarHandle(BucketTable.class, "leaving", int.class);
      CURRENT = lookup.findVarHandle(Era.class, "current", BucketTable.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(SyncMap.class);

  private final @Nullable Bucket[] buckets;

  final Era era;

  private final Capacity capacity;

  /** 1 once a thread has begun to prepare the {@link #migration}. */
  @SuppressWarnings("UnusedVariable") // by LEAVING alone
  private volatile int leaving;

  /** How the entries get to the next table, once that has begun. */
  private volatile @Nullable Migration migration;

  /** By which this one is being filled, or null. */
  private volatile @Nullable Migration incoming;

  /** Makes an empty table, the first of its era. */
  BucketTable() {
    this(Capacity.smallest(), new Era(), null);
    era.current = this;
  }

  /**
   * Makes a table.
   *
   * @param capacity how many buckets
   * @param incoming by which it will be filled
   */
  BucketTable(Capacity capacity, Era era, @Nullable Migration incoming) {
    this.capacity = capacity;
    this.buckets = new Bucket[capacity.buckets];
    this.era = era;
    this.incoming = incoming;
  }

  /**
   * As in {@code HashMap}: the lower bits, which tell the bucket, with a share of the upper ones.
   * Never negative.
   */
  static int hash(Object key) {
    int code = key.hashCode();
    return (code ^ (code >>> 16)) & Integer.MAX_VALUE;
  }

  int capacity() {
    return buckets.length;
  }

  /** What stands in a bucket. */
  @Nullable Bucket bucket(int index) {
    return (Bucket) BUCKETS.getAcquire(buckets, index);
  }

  /** Changes a bucket, if it is as expected. */
  boolean exchange(int index, @Nullable Bucket expected, @Nullable Bucket bucket) {
    return BUCKETS.compareAndSet(buckets, index, expected, bucket);
  }

  /**
   * Changes a bucket that nobody else changes before this thread hands over: by a bucket that is
   * MOVED, to all, or by its chunk, to whoever claims that. Both fence, and so nothing need here.
   */
  void put(int index, @Nullable Bucket bucket) {
    BUCKETS.setRelease(buckets, index, bucket);
  }

  // ---- reading ----

  /** Looks a key up, in this table and those that it moves to. Returns its value, or null. */
  @Nullable Object get(Object key, int hash) {
    // In this form the access needs no check of the array's bounds.
    @Nullable Bucket[] words = buckets;
    Bucket bucket = (Bucket) BUCKETS.getAcquire(words, hash & (words.length - 1));
    if (bucket == MOVED) {
      return next().get(key, hash);
    }
    Node found = Bucket.find(bucket, key, hash);
    return found == null ? null : found.value();
  }

  // ---- writing ----

  /**
   * Changes the value of a key, if it is what is required, in this table or one that it moves to.
   *
   * @param required {@link #ANYTHING}, {@link #NOTHING}, {@link #SOMETHING}, or a value
   * @param value the new value, or null to remove the entry
   * @return the value before, null if there was none; where that is not what was required, it still
   *     is the value; where it equals a required one, that
   */
  @Nullable Object update(
      SyncMap<?, ?> map, Object key, int hash, Object required, @Nullable Object value) {
    int index = hash & (buckets.length - 1);
    while (true) {
      Bucket bucket = bucket(index);
      if (bucket == MOVED) {
        return next().update(map, key, hash, required, value);
      }
      Node found = Bucket.find(bucket, key, hash);
      Object before = found == null ? null : found.value();
      if (!isAsRequired(before, required, value)) {
        if (found != null && before == null) {
          // Who removed it may have failed to.
          takeOut(found);
        }
        return before;
      }
      if (before == null) {
        Node added = new Node(hash, key, Objects.requireNonNull(value));
        Bucket others = found == null ? bucket : Bucket.without(bucket, found);
        if (exchange(index, bucket, Bucket.with(others, added))) {
          added(map, bucket, added);
          return null;
        }
      } else if (found != null && found.exchange(before, value == null ? Node.REMOVED : value)) {
        if (value == null) {
          removed(map, found);
        }
        return required instanceof Requirement ? before : required;
      }
    }
  }

  private void added(SyncMap<?, ?> map, @Nullable Bucket bucketBefore, Node node) {
    era.size.increment();
    // Where keys do not meet there is no need for more room. Else whoever comes helps to make it.
    if (bucketBefore != null
        && (isMoving() || capacity.isSampled(node) || hasThree(bucketBefore))) {
      resize(map);
    }
  }

  private void removed(SyncMap<?, ?> map, Node node) {
    try {
      era.size.decrement();
    } finally {
      takeOut(node);
    }
    // For the smallest there is no smaller one; but whoever comes helps.
    if ((!capacity.isSmallest() || isMoving()) && capacity.isSampled(node)) {
      resize(map);
    }
  }

  private boolean isMoving() {
    return incoming != null || migration != null;
  }

  /** However the keys are chosen, no bucket becomes long unnoticed. */
  private static boolean hasThree(Bucket bucket) {
    return bucket instanceof Link link && link.rest instanceof Link;
  }

  /** Takes a node that was removed out of its bucket, unless somebody has done so. */
  private void takeOut(Node removed) {
    int index = removed.hash & (buckets.length - 1);
    while (true) {
      Bucket bucket = bucket(index);
      if (bucket == MOVED) {
        next().takeOut(removed);
        return;
      }
      Bucket left = Bucket.without(bucket, removed);
      if (left == bucket || exchange(index, bucket, left)) {
        return;
      }
    }
  }

  private static boolean isAsRequired(
      @Nullable Object before, Object required, @Nullable Object value) {
    if (before == null) {
      return value != null && (required == ANYTHING || required == NOTHING);
    }
    return required == ANYTHING
        || required == SOMETHING
        || before == required
        || (required != NOTHING && required.equals(before));
  }

  // ---- moving to another table ----

  /** The table that this one moves to, or a later one if that has moved on. */
  BucketTable next() {
    BucketTable target = Objects.requireNonNull(migration).target();
    return target != null ? target : Objects.requireNonNull(era.current);
  }

  /** All that moves here has moved, and the map's searches begin here. */
  void filled() {
    incoming = null;
  }

  /**
   * Moves all to a table that suits the number of entries, or helps with it, if this one has too
   * many or too few. And again: while a table was being filled, nobody could leave it.
   */
  private void resize(SyncMap<?, ?> map) {
    try {
      Migration wanted = wantedMigration();
      while (wanted != null && wanted.help(map)) {
        wanted = Objects.requireNonNull(era.current).wantedMigration();
      }
    } catch (OutOfMemoryError e) {
      // What was put is put. Somebody tries again later.
      LOG.warn("Not enough memory for another table of a SyncMap", e);
    }
  }

  /** The migration that is on the way to or from this table, or is begun, if it must be left. */
  private @Nullable Migration wantedMigration() {
    Migration filling = incoming;
    Migration known = filling != null ? filling : migration;
    if (known != null) {
      return known;
    }
    long entries = Math.max(0, era.size.sum());
    int next = capacity.next(entries);
    // Another thread may just be preparing it, and then this one has nothing to do.
    return next != capacity.buckets && leaving == 0 && LEAVING.compareAndSet(this, 0, 1)
        ? begin(entries, next)
        : null;
  }

  private Migration begin(long entries, int next) {
    Migration begun = null;
    try {
      begun = new Migration(this, new Capacity(next));
      migration = begun;
      return begun;
    } finally {
      if (begun == null) {
        capacity.refuse(entries);
        leaving = 0;
      }
    }
  }
}
