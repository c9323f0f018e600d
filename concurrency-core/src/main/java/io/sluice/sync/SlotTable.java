package io.sluice.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The algorithm of {@link SyncMap}: one flat, open-addressed hash table without locks. Keys and
 * values stand side by side in one array, so that a lookup touches one place and, unless the very
 * same key was put, the key. A file of its length because each part argues with the states below;
 * only the move to another table can be told apart, and is in {@link Migration}.
 *
 * <h2>States of a slot</h2>
 *
 * <pre>
 *   key    null ──claim──▶ key ──────▶ DEAD        value  null ──▶ value ──▶ other value ──▶ DEAD
 *            └──migration──▶ CLOSED                         └────────┴── migration ──▶ MOVED
 * </pre>
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>Each step is one compare-and-set, but for the key's to DEAD, which follows the value's.
 *       DEAD, MOVED and CLOSED are final. So a slot has one key in its life, and a value that was
 *       read behind a key is that key's.
 *   <li>All who look for a key walk the same slots, from its home on, to the first whose key is
 *       null (it is not here) or CLOSED (it may be in the next table). So of the slots that were
 *       claimed for equal keys at most one, the last, is not dead, and all writers meet there.
 *   <li>A slot with a key and no value yet is an absent key. Anybody may give it a value; whoever
 *       does has {@linkplain #prepare written} its hash, and its stamp, before.
 *   <li>A dead slot is never used again, and keeps neither key nor value alive. Dead ones are left
 *       behind when the live ones {@linkplain Migration move} to another table.
 *   <li>A slot is claimed only with a reservation, of which there are fewer than slots: so there is
 *       always one that ends a walk.
 * </ul>
 *
 * <p>Writes are compare-and-sets, which publish what the writer did before; reads acquire
 * (jcstress: {@code SyncMapPublicationTest}, {@code SyncMapMigrationPublicationTest}). {@link
 * #hashes} are plain: written before the first value is published, read after a value was.
 *
 * <p>The idea of one-way slots and of growing by moving them is Cliff Click's {@code
 * NonBlockingHashMap}; that one keeps removed keys, never shrinks, and has no bound on how many
 * tables there are at once.
 */
@SuppressWarnings("ReferenceEquality") // of markers, and before equals is asked
final class SlotTable {

  /** A word that is final: not a key, and not a value. */
  private static final class Marker {}

  /** The entry was removed. */
  static final Object DEAD = new Marker();

  /** In place of a value: look in the next table. */
  static final Object MOVED = new Marker();

  /** In place of a key: nothing is put here any more; look in the next table. */
  static final Object CLOSED = new Marker();

  /**
   * In place of a value in the target of a migration: a copy, of which the source tells whether it
   * counts. To who found the key MOVED there, it is the value. To who found the key's walk to end
   * there, CLOSED, it is nothing: the entry was removed while it was being copied.
   */
  static final class Copy {
    /** Written by the mover before the source says MOVED, read by others after that. */
    @Nullable Object value;
  }

  /** What all tables share that moved to each other: a cleared map begins a new one. */
  static final class Era {
    final LongAdder size = new LongAdder();

    /** To which all before it have moved. */
    private volatile @Nullable SlotTable current;

    /** All have moved from one table to the next. */
    void advance(SlotTable from, SlotTable to) {
      CURRENT.compareAndSet(this, from, to);
    }
  }

  /** What an update requires of the present value, besides being equal to a given one. */
  static final Object ANYTHING = new Marker();

  static final Object NOTHING = new Marker();
  static final Object SOMETHING = new Marker();

  static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final VarHandle STAMP = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle STAMPS;
  private static final VarHandle EPOCH;
  private static final VarHandle MIGRATION;
  private static final VarHandle CURRENT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STAMPS = lookup.findVarHandle(SlotTable.class, "stamps", int[].class);
      EPOCH = lookup.findVarHandle(SlotTable.class, "epoch", int.class);
      MIGRATION = lookup.findVarHandle(SlotTable.class, "migration", Migration.class);
      CURRENT = lookup.findVarHandle(Era.class, "current", SlotTable.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(SyncMap.class);

  /** Far enough from the end for all that may be about to begin. */
  private static final int LAST_EPOCH = 1 << 30;

  static final int SMALLEST = 16;
  static final int LARGEST = 1 << 29;

  /** How many words make a group of slots. */
  private static final int GROUP = 16;

  /** 2^32 divided by the golden ratio: spreads what differs in any bits over the upper ones. */
  private static final int GOLDEN = 0x9E3779B9;

  /** Tables that large have so many stripes of reservations. */
  private static final int STRIPED = 1024;

  private static final int STRIPES = 4;

  /** Added to a stripe in which nobody may reserve any more: more than is ever reserved. */
  private static final int NO_MORE = 1 << 30;

  /** Ints from one stripe to the next, so that they do not share a cache line. */
  private static final int STRIDE = 16;

  /** Keys at even, values at odd places. */
  final @Nullable Object[] slots;

  final int capacity;

  final Era era;

  /** By slot, written by {@link #prepare}: so that moving asks no key, and touches none. */
  private final int[] hashes;

  /** How many slots were claimed or are about to be, by stripes. */
  private final AtomicIntegerArray reserved;

  private final int reservable;

  /** By slot, the epoch in which it got its first value; null until somebody iterates. */
  private volatile int @Nullable [] stamps;

  /** One more than the iterations that have begun over this table. */
  private volatile int epoch = 1;

  /** How the entries get to the next table, once that has begun. */
  private volatile @Nullable Migration migration;

  /** By which this one is being filled, or null. */
  private volatile @Nullable Migration incoming;

  /** Makes an empty table. */
  SlotTable() {
    this(SMALLEST, 0, new Era(), null);
    era.current = this;
  }

  /**
   * Makes a table.
   *
   * @param capacity how many slots, a power of two
   * @param expected how many entries will move here, for which no reservations are needed
   * @param incoming by which they do
   */
  SlotTable(int capacity, int expected, Era era, @Nullable Migration incoming) {
    this.capacity = capacity;
    this.era = era;
    this.incoming = incoming;
    this.slots = new Object[2 * capacity];
    this.hashes = new int[capacity];
    int stripes = capacity < STRIPED ? 1 : STRIPES;
    this.reserved = new AtomicIntegerArray(stripes == 1 ? 1 : stripes * STRIDE);
    this.reservable = (fullAt(capacity) - expected) / stripes;
  }

  /**
   * How many slots of a table are claimed at most, by entries of its own and those that move in.
   */
  private static int fullAt(int capacity) {
    return (int) (0.6 * capacity);
  }

  /** The capacity at which a third of the slots, or less, is used. */
  static int capacityFor(long entries) {
    long least = Math.max(SMALLEST, 3 * entries);
    if (least > LARGEST) {
      throw new OutOfMemoryError("a SyncMap of more than " + LARGEST / 3 + " entries");
    }
    return (int) Long.highestOneBit(2 * least - 1);
  }

  /** As in {@code HashMap}: the lower bits, which tell the home, with a share of the upper ones. */
  static int hash(Object key) {
    int code = key.hashCode();
    return code ^ (code >>> 16);
  }

  // ---- walking ----

  /*
   * Places are those of keys. A walk begins at the key's home and visits all slots of a group, which
   * is about a cache line, round from there; then it goes on to another group, in steps that differ
   * from key to key. So keys that were counted up lie side by side, and yet a crowded region holds
   * up nobody for longer than a group.
   */

  private int home(int hash) {
    return (hash << 1) & (slots.length - 1);
  }

  private int after(int at, int hash) {
    int next = (at & -GROUP) | ((at + 2) & (GROUP - 1));
    if (((next ^ (hash << 1)) & (GROUP - 1)) != 0) {
      return next;
    }
    // Odd, so that all groups are visited.
    int step = ((hash * GOLDEN) >>> 16) | 1;
    return (next + step * GROUP) & (slots.length - 1);
  }

  // ---- reading ----

  /** Looks a key up, in this table and those that it moves to. Returns its value, or null. */
  @Nullable Object get(Object key, int hash) {
    Object value = find(key, hash);
    return value == MOVED || value == CLOSED ? getMoved(this, value, key, hash) : value;
  }

  private static @Nullable Object getMoved(SlotTable from, Object how, Object key, int hash) {
    SlotTable table = from;
    Object reason = how;
    while (true) {
      table = table.next();
      Object value = table.find(key, hash);
      if (value instanceof Copy copy) {
        return reason == MOVED ? copy.value : null;
      }
      if (value != MOVED && value != CLOSED) {
        return value;
      }
      reason = value;
    }
  }

  /** Returns the value of a key, null, {@link #MOVED} or {@link #CLOSED}. */
  private @Nullable Object find(Object key, int hash) {
    // Mostly it is at home. In this form no access needs a check of the array's bounds.
    @Nullable Object[] words = slots;
    int last = words.length - 1;
    Object found = SLOTS.getAcquire(words, (hash << 1) & last);
    if (found == key || (isKey(found) && key.equals(found))) {
      Object value = SLOTS.getAcquire(words, ((hash << 1) | 1) & last);
      if (value != DEAD) {
        return value;
      }
    }
    return findFrom(home(hash), key, hash);
  }

  private @Nullable Object findFrom(int start, Object key, int hash) {
    for (int at = start; ; at = after(at, hash)) {
      Object found = SLOTS.getAcquire(slots, at);
      if (found == null || found == CLOSED) {
        return found;
      }
      if (isSame(found, key)) {
        Object value = SLOTS.getAcquire(slots, at + 1);
        if (value != DEAD) {
          return value;
        }
      }
    }
  }

  private static boolean isKey(@Nullable Object word) {
    return word != null && word != DEAD && word != CLOSED;
  }

  private static boolean isSame(Object found, Object key) {
    return found == key || (found != DEAD && key.equals(found));
  }

  // ---- writing ----

  /**
   * Changes the value of a key, if it is what is required, in this table or one that it moves to.
   *
   * @param required {@link #ANYTHING}, {@link #NOTHING}, {@link #SOMETHING}, or a value
   * @param value the new value, or {@link #DEAD} to remove the entry
   * @return the value before, null if there was none; where that is not what was required, it still
   *     is the value
   */
  @Nullable Object update(SyncMap<?, ?> map, Object key, int hash, Object required, Object value) {
    SlotTable table = this;
    Object before = table.update(map, key, hash, required, value, CLOSED);
    while (before == MOVED || before == CLOSED) {
      table = table.next();
      before = table.update(map, key, hash, required, value, before);
    }
    return before;
  }

  /**
   * The same in this table only.
   *
   * @param arrival what was met in the table before: {@link #MOVED} or {@link #CLOSED}
   * @return the value before, null, or, if the next table is to be asked, MOVED or CLOSED
   */
  private @Nullable Object update(
      SyncMap<?, ?> map, Object key, int hash, Object required, Object value, Object arrival) {
    boolean inserts = value != DEAD && (required == ANYTHING || required == NOTHING);
    for (int at = home(hash); ; at = after(at, hash)) {
      Object found = SLOTS.getAcquire(slots, at);
      if (found == null) {
        if (!inserts) {
          return null;
        }
        Object word = key;
        int reservation = reserve();
        if (reservation < 0) {
          migrate(map);
          // Those who have reserved may still claim this slot, but then none for this key later.
          word = CLOSED;
        }
        found = SLOTS.compareAndExchange(slots, at, null, word);
        if (found != null) {
          // Not kept for a later slot: this one may be claimed for the same key and die, and then
          // whether another may be claimed is to be asked anew.
          cancel(reservation);
        } else {
          found = word;
        }
      }
      if (found == CLOSED) {
        if (inserts) {
          migrate(map);
        }
        return CLOSED;
      }
      if (isSame(found, key)) {
        Object before = updateSlot(at, hash, required, value, arrival);
        if (before != DEAD) {
          if (before != MOVED && value == DEAD) {
            shrinkIfSparse(map, hash);
          }
          return before;
        }
      }
    }
  }

  /**
   * Changes the value in the slot of a key. Returns the value before, MOVED, or DEAD; a value that
   * equals the required one is returned as that.
   */
  private @Nullable Object updateSlot(
      int at, int hash, Object required, Object value, Object arrival) {
    Object word = SLOTS.getAcquire(slots, at + 1);
    while (word != DEAD && word != MOVED) {
      // A copy of an entry that was removed meanwhile is made dead.
      boolean stale = word instanceof Copy && arrival != MOVED;
      Object before = word instanceof Copy copy ? copy.value : word;
      if (!stale && !isAsRequired(before, required, value)) {
        return before;
      }
      if (word == null) {
        prepare(at >> 1, hash);
      }
      Object seen = SLOTS.compareAndExchange(slots, at + 1, word, stale ? DEAD : value);
      if (seen == word) {
        if (stale || value == DEAD) {
          // After the value's, so that whoever finds the key finds what became of it.
          SLOTS.setRelease(slots, at, DEAD);
        }
        return stale ? DEAD : counted(before, required, value);
      }
      word = seen;
    }
    return word;
  }

  /** Counts a change. Returns the value before, as it was required. */
  private @Nullable Object counted(@Nullable Object before, Object required, Object value) {
    if (value == DEAD) {
      era.size.decrement();
    } else if (before == null) {
      era.size.increment();
    }
    return required instanceof Marker ? before : required;
  }

  private static boolean isAsRequired(@Nullable Object before, Object required, Object value) {
    if (before == null) {
      return value != DEAD && (required == ANYTHING || required == NOTHING);
    }
    return required == ANYTHING
        || required == SOMETHING
        || before == required
        || (required != NOTHING && required.equals(before));
  }

  /** Writes what is to be known of a slot before its first value is. */
  private void prepare(int slot, int hash) {
    hashes[slot] = hash;
    int[] known = stamps;
    if (known != null) {
      int now = epoch;
      // By whoever comes first, and only while the key is absent, which it then was in all of the
      // iterations that have begun: the value may be given by another, before those.
      if (SLOTS.getAcquire(slots, 2 * slot + 1) == null) {
        STAMP.compareAndSet(known, slot, 0, now);
      }
    }
  }

  // ---- reservations ----

  /** Reserves a slot. Returns the stripe in which, or -1 if the table is full or being left. */
  private int reserve() {
    int length = reserved.length();
    if (length == 1) {
      return reserve(0) ? 0 : -1;
    }
    int start = (int) Thread.currentThread().threadId() * STRIDE;
    for (int i = 0; i < length; i += STRIDE) {
      int stripe = (start + i) & (length - 1);
      if (reserve(stripe)) {
        return stripe;
      }
    }
    return -1;
  }

  private boolean reserve(int stripe) {
    int seen = reserved.get(stripe);
    while (seen < reservable) {
      int witness = reserved.compareAndExchange(stripe, seen, seen + 1);
      if (witness == seen) {
        return true;
      }
      seen = witness;
    }
    return false;
  }

  private void cancel(int reservation) {
    if (reservation >= 0) {
      reserved.decrementAndGet(reservation);
    }
  }

  /** Lets nobody reserve any more. Returns how many slots were claimed, or may yet be. */
  private int closeReservations() {
    int claimed = fullAt(capacity) - reservable * (reserved.length() == 1 ? 1 : STRIPES);
    for (int stripe = 0; stripe < reserved.length(); stripe += STRIDE) {
      int seen = reserved.get(stripe);
      while (seen < NO_MORE) {
        int witness = reserved.compareAndExchange(stripe, seen, seen + NO_MORE);
        if (witness == seen) {
          break;
        }
        seen = witness;
      }
      claimed += seen & (NO_MORE - 1);
    }
    return claimed;
  }

  // ---- moving to another table ----

  /** The table that this one moves to, or a later one if that has moved on. */
  SlotTable next() {
    SlotTable target = Objects.requireNonNull(migration).target;
    return target != null ? target : Objects.requireNonNull(era.current);
  }

  /** The table that this one is moving to, or null. */
  @Nullable SlotTable nextOrNull() {
    Migration known = migration;
    return known == null ? null : known.target;
  }

  /** Moves all to another table, or helps with it. */
  void migrate(SyncMap<?, ?> map) {
    begun(map).help(map);
  }

  /** Moves all to another table, and waits until it has moved. */
  void leave(SyncMap<?, ?> map) {
    begun(map).await(map);
  }

  private Migration begun(SyncMap<?, ?> map) {
    Migration filling = incoming;
    if (filling != null) {
      filling.await(map);
    }
    Migration known = migration;
    if (known == null) {
      Migration begun = beginMigration();
      known = (Migration) MIGRATION.compareAndExchange(this, null, begun);
      if (known == null) {
        known = begun;
      }
    }
    return known;
  }

  private Migration beginMigration() {
    int claimed = closeReservations();
    int seen = 0;
    int live = 0;
    for (int at = 0; at < slots.length; at += 2) {
      Object key = SLOTS.getOpaque(slots, at);
      if (key != null) {
        seen++;
        live += key == DEAD ? 0 : 1;
      }
    }
    // Others have counted meanwhile, too; one table is enough.
    Migration known = migration;
    if (known != null) {
      return known;
    }
    // Those that have reserved and not claimed yet may still do so, and then live.
    int most = live + Math.max(0, claimed - seen);
    return new Migration(this, capacityFor(most), most);
  }

  /** After a removal, now and then: leaves a table that has become far too large. */
  private void shrinkIfSparse(SyncMap<?, ?> map, int hash) {
    boolean now = (hash * GOLDEN) >>> 28 == 0;
    if (now && capacity > SMALLEST && incoming == null && era.size.sum() < capacity / 16) {
      try {
        migrate(map);
      } catch (OutOfMemoryError e) {
        // What was removed is removed. The map stays large until the next removal that looks.
        LOG.warn("Not enough memory for a smaller table of a SyncMap", e);
      }
    }
  }

  /** Claims a slot for a key that moves here. Returns where. */
  int place(Object key, int hash) {
    int at = home(hash);
    while (SLOTS.getOpaque(slots, at) != null || !SLOTS.compareAndSet(slots, at, null, key)) {
      at = after(at, hash);
    }
    // No stamp: while the entry lives in the source its copy is not met, and later it was there
    // before any iteration that meets it.
    hashes[at >> 1] = hash;
    return at;
  }

  /** All that moves here has moved, and the map's searches begin here. */
  void filled() {
    incoming = null;
  }

  int hashAt(int at) {
    return hashes[at >> 1];
  }

  // ---- iterating ----

  /** Whether so many iterations have begun that another table is needed to tell them apart. */
  boolean isWornOut() {
    return epoch > LAST_EPOCH;
  }

  /**
   * Begins an iteration. Returns its bound: what got its first value later may be a key that the
   * iteration has met elsewhere, and is not to be shown.
   */
  int beginIteration() {
    if (stamps == null) {
      STAMPS.compareAndSet(this, null, new int[capacity]);
    }
    return (int) EPOCH.getAndAdd(this, 1);
  }

  /** Whether a slot got its first value before an iteration began, or while it did. */
  boolean isWithin(int at, int bound) {
    int stamp = (int) STAMP.getOpaque(Objects.requireNonNull(stamps), at >> 1);
    return stamp <= bound;
  }

  /** Whether a key has a slot here that is not dead, wherever its value is. */
  boolean hasSlot(Object key, int hash) {
    Object value = find(key, hash);
    return value != null && value != CLOSED;
  }
}
