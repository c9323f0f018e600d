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
 *       same word means the same nodes.
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

  static final Object ANYTHING = new Requirement();
  static final Object NOTHING = new Requirement();
  static final Object SOMETHING = new Requirement();

  private static final VarHandle BUCKETS = MethodHandles.arrayElementVarHandle(Object[].class);
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

  private static final int SMALLEST = 16;
  private static final int LARGEST = 1 << 30;

  /**
   * A table is left for a larger one when it is found to have more entries than this share of
   * buckets; two entries a bucket are always noticed.
   */
  private static final double CROWDED = 0.75;

  /** One is left for a smaller one when it has less than one entry for so many buckets. */
  private static final int SPARSE = 16;

  /** How many times larger or smaller the next table is at most: a sum may be off by much. */
  private static final int MOST_GROWTH = 4;

  private static final int MOST_SHRINKAGE = 8;

  /** Up to so many buckets whoever meets another key counts the entries. */
  private static final int SMALL = 64;

  /** With more it is one of so many keys, in bits, besides those that meet two others. */
  private static final int GROWTH_SAMPLE = 2;

  /** Of so many keys that are removed, in bits, one counts the entries. */
  private static final int SHRINKAGE_SAMPLE = 4;

  /** 2^32 divided by the golden ratio: spreads what differs in any bits over the upper ones. */
  private static final int GOLDEN = 0x9E3779B9;

  private final @Nullable Object[] buckets;

  final Era era;

  /** More entries than this are too many. Raised where there was no memory for a larger table. */
  private volatile int crowdedAbove;

  /** Fewer entries than this are too few. Lowered where there was no memory for another table. */
  private volatile int sparseBelow;

  /** 1 once a thread has begun to prepare the {@link #migration}. */
  @SuppressWarnings("UnusedVariable") // by LEAVING alone
  private volatile int leaving;

  /** How the entries get to the next table, once that has begun. */
  private volatile @Nullable Migration migration;

  /** By which this one is being filled, or null. */
  private volatile @Nullable Migration incoming;

  /** Makes an empty table, the first of its era. */
  BucketTable() {
    this(SMALLEST, new Era(), null);
    era.current = this;
  }

  /**
   * Makes a table.
   *
   * @param capacity how many buckets, a power of two
   * @param incoming by which it will be filled
   */
  BucketTable(int capacity, Era era, @Nullable Migration incoming) {
    this.buckets = new Object[capacity];
    this.era = era;
    this.incoming = incoming;
    this.crowdedAbove = (int) (CROWDED * capacity);
    this.sparseBelow = capacity / SPARSE;
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
  @Nullable Object bucket(int index) {
    return BUCKETS.getAcquire(buckets, index);
  }

  /** Changes a bucket, if it is as expected. */
  boolean exchange(int index, @Nullable Object expected, @Nullable Object bucket) {
    return BUCKETS.compareAndSet(buckets, index, expected, bucket);
  }

  // ---- reading ----

  /** Looks a key up, in this table and those that it moves to. Returns its value, or null. */
  @Nullable Object get(Object key, int hash) {
    // In this form the access needs no check of the array's bounds.
    @Nullable Object[] words = buckets;
    Object bucket = BUCKETS.getAcquire(words, hash & (words.length - 1));
    if (bucket instanceof Node node) {
      return node.isOf(key, hash) ? node.value() : null;
    }
    if (bucket == Bucket.MOVED) {
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
      Object bucket = bucket(index);
      if (bucket == Bucket.MOVED) {
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
        if (exchange(index, bucket, withAdded(bucket, found, added))) {
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

  private static Object withAdded(@Nullable Object bucket, @Nullable Node removed, Node added) {
    return bucket == null || removed == null
        ? Bucket.with(bucket, added)
        : Bucket.with(bucket, removed, added);
  }

  private void added(SyncMap<?, ?> map, @Nullable Object bucketBefore, Node node) {
    era.size.increment();
    // Where keys do not meet there is no need for more room. Else whoever comes helps to make it.
    if (bucketBefore != null
        && (bucketBefore instanceof Node[]
            || buckets.length <= SMALL
            || incoming != null
            || migration != null
            || isSampled(node, GROWTH_SAMPLE))) {
      resize(map);
    }
  }

  private void removed(SyncMap<?, ?> map, Node node) {
    try {
      era.size.decrement();
    } finally {
      takeOut(node);
    }
    if (isSampled(node, SHRINKAGE_SAMPLE)) {
      resize(map);
    }
  }

  /**
   * Chooses one of {@code 1 << bits} keys, whatever the keys have in common: a sum of the entries
   * reads what all threads write.
   */
  private static boolean isSampled(Node node, int bits) {
    return (node.hash * GOLDEN) >>> (Integer.SIZE - bits) == 0;
  }

  /** Takes a node that was removed out of its bucket, unless somebody has done so. */
  private void takeOut(Node removed) {
    int index = removed.hash & (buckets.length - 1);
    while (true) {
      Object bucket = bucket(index);
      if (bucket == Bucket.MOVED) {
        next().takeOut(removed);
        return;
      }
      Object left = Bucket.without(bucket, removed);
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
    long size = Math.max(0, era.size.sum());
    boolean crowded = size > crowdedAbove && capacity() < LARGEST;
    boolean sparse = size < sparseBelow && capacity() > SMALLEST;
    // Another thread may just be preparing it, and then this one has nothing to do.
    return (crowded || sparse) && leaving == 0 && LEAVING.compareAndSet(this, 0, 1)
        ? begin(size, crowded)
        : null;
  }

  private Migration begin(long size, boolean crowded) {
    Migration begun = null;
    try {
      begun =
          new Migration(
              this,
              crowded
                  ? (int) Math.min(capacityFor(size), (long) MOST_GROWTH * capacity())
                  : Math.max(capacityFor(2 * size), capacity() / MOST_SHRINKAGE));
      migration = begun;
      return begun;
    } finally {
      if (begun == null) {
        crowdedAbove = crowded ? (int) Math.min(2 * size, Integer.MAX_VALUE) : crowdedAbove;
        sparseBelow = crowded ? sparseBelow : sparseBelow / 2;
        leaving = 0;
      }
    }
  }

  /** How many buckets so many entries need so as not to be too many. */
  private static int capacityFor(long size) {
    long least = Math.clamp((long) (size / CROWDED) + 1, SMALLEST, LARGEST);
    return (int) Long.highestOneBit(2 * least - 1);
  }
}
