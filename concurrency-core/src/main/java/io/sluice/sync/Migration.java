package io.sluice.sync;

import static io.sluice.sync.SlotTable.CLOSED;
import static io.sluice.sync.SlotTable.DEAD;
import static io.sluice.sync.SlotTable.MOVED;
import static io.sluice.sync.SlotTable.SLOTS;

import io.sluice.sync.SlotTable.Copy;
import io.sluice.time.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The move of all entries from one table to the next: when it is full, of live or of dead entries,
 * or has become far too large.
 *
 * <p>Whoever needs the room helps, a chunk of slots at a time, and each slot is moved by one
 * thread:
 *
 * <pre>
 *   no key          CLOSED
 *   key, no value   MOVED
 *   key, value      1. a {@link SlotTable.Copy} in the target; again, if it was changed meanwhile
 *                   2. MOVED
 *                   3. the copy becomes the value
 *   dead            left behind, and its copy made dead if it has one
 * </pre>
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>While an entry lives in the source, nobody else looks for its key in the target. Once it is
 *       MOVED, its copy is the entry, and whoever comes from there treats it so. Once it is dead,
 *       and its walk CLOSED, its copy is nothing, and whoever comes from there may make it dead.
 *   <li>A key is put into the target by others only after the source has shown them that it has it
 *       no more. So no two slots of the target count for one key.
 *   <li>The target has room for all that may move, beyond what may be put there meanwhile.
 *   <li>All copies are values when the target becomes the map's root, or the source of a migration
 *       of its own: there is one migration at a time.
 * </ul>
 *
 * <p>Reads wait for nothing, and neither do writes to keys that are there. A write that needs room
 * in the target when that is full too waits until all chunks here are done, which others may be
 * about. Nothing that a mover calls is user code, or can fail once it has begun a chunk.
 */
@SuppressWarnings("ReferenceEquality") // of markers, and of values as words
final class Migration {

  private static final int CHUNK = 256;

  private static final int SPINS = 256;
  private static final long SHORTEST_PAUSE_NANOS = 1_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000;

  /** How many frames a move may need, also where nothing is compiled yet. */
  private static final int FRAMES = 64;

  /** Null once all have moved: then the era knows the current table. */
  volatile @Nullable SlotTable target;

  private final SlotTable source;

  /** The first slot that nobody has begun to move. */
  private final AtomicInteger begun = new AtomicInteger();

  /** How many slots have been moved. */
  private final AtomicInteger moved = new AtomicInteger();

  /**
   * Prepares a migration.
   *
   * @param expected how many entries may move
   */
  Migration(SlotTable source, int capacity, int expected) {
    this.source = source;
    this.target = new SlotTable(capacity, expected, source.era, this);
  }

  /** Moves chunks as long as there are any. */
  void help(SyncMap<?, ?> map) {
    SlotTable to = target;
    while (to != null && begun.get() < source.capacity) {
      // A chunk that somebody has begun and not ended would hold up all others for ever.
      requireStack(FRAMES);
      int first = begun.getAndAdd(CHUNK);
      int end = Math.min(first + CHUNK, source.capacity);
      for (int slot = first; slot < end; slot++) {
        move(to, 2 * slot);
      }
      if (first < end) {
        moved.addAndGet(end - first);
      }
    }
    finishIfMoved(map);
  }

  /** Helps, and waits for those who help. */
  void await(SyncMap<?, ?> map) {
    help(map);
    boolean interrupted = false;
    for (int i = 0; !finishIfMoved(map); i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        // A set status would end the pause at once.
        interrupted |= Thread.interrupted();
        long pause = SHORTEST_PAUSE_NANOS * (i - SPINS + 1);
        TimeSource.parkNanos(this, Math.min(pause, LONGEST_PAUSE_NANOS));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static int requireStack(int frames) {
    return frames == 0 ? 0 : 1 + requireStack(frames - 1);
  }

  /**
   * Makes the target the current table if all have moved. Any thread may, and again: the one that
   * moved the last may have run out of stack. In this order: a migration of the target begins when
   * that is no longer being filled, and must find it at the root.
   */
  private boolean finishIfMoved(SyncMap<?, ?> map) {
    if (moved.get() < source.capacity) {
      return false;
    }
    SlotTable to = target;
    if (to != null) {
      source.era.advance(source, to);
      map.replaceRoot(source, to);
      to.filled();
      target = null;
    }
    return true;
  }

  private void move(SlotTable to, int at) {
    @Nullable Object[] slots = source.slots;
    Object key = SLOTS.compareAndExchange(slots, at, null, CLOSED);
    if (key == null || key == DEAD || key == CLOSED) {
      return;
    }
    int place = -1;
    Copy copy = null;
    Object value = SLOTS.getAcquire(slots, at + 1);
    while (value != DEAD) {
      if (value != null && copy == null) {
        copy = newCopy();
        copy.value = value;
        place = to.place(key, source.hashAt(at));
        // Where this fails, somebody has seen that the entry is dead, and put another one.
        SLOTS.compareAndSet(to.slots, place + 1, null, copy);
      } else if (copy != null) {
        copy.value = value;
      }
      Object seen = SLOTS.compareAndExchange(slots, at + 1, value, MOVED);
      if (seen == value) {
        if (copy != null) {
          SLOTS.compareAndSet(to.slots, place + 1, copy, value);
        }
        return;
      }
      value = seen;
    }
    if (copy != null && SLOTS.compareAndSet(to.slots, place + 1, copy, DEAD)) {
      SLOTS.setRelease(to.slots, place, DEAD);
    }
  }

  /** Makes a copy, whatever the memory: who has begun a chunk must end it. */
  private Copy newCopy() {
    while (true) {
      try {
        return new Copy();
      } catch (OutOfMemoryError e) {
        TimeSource.parkNanos(this, LONGEST_PAUSE_NANOS);
      }
    }
  }
}
