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
 * about.
 */
final class Migration {

  private static final int CHUNK = 256;

  private static final int SPINS = 256;
  private static final long SHORTEST_PAUSE_NANOS = 1_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000;

  final SlotTable target;
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
    this.target = new SlotTable(capacity, expected, source.size, this);
  }

  /** Moves chunks as long as there are any. */
  void help(SyncMap<?, ?> map) {
    while (begun.get() < source.capacity) {
      int first = begun.getAndAdd(CHUNK);
      int end = Math.min(first + CHUNK, source.capacity);
      for (int slot = first; slot < end; slot++) {
        move(2 * slot);
      }
      if (first < end && moved.addAndGet(end - first) == source.capacity) {
        // In this order: or a migration of the target could be over before it is the root.
        map.replaceRoot(source, target);
        target.filled();
      }
    }
  }

  /** Helps, and waits for those who help. */
  void await(SyncMap<?, ?> map) {
    help(map);
    for (int i = 0; target.isFilling(); i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        long pause = SHORTEST_PAUSE_NANOS * (i - SPINS + 1);
        TimeSource.parkNanos(this, Math.min(pause, LONGEST_PAUSE_NANOS));
      }
    }
  }

  private void move(int at) {
    @Nullable Object[] slots = source.slots;
    Object key = SLOTS.compareAndExchange(slots, at, null, CLOSED);
    if (key == null || key == DEAD || key == CLOSED) {
      return;
    }
    int place = -1;
    Copy copy = null;
    Object value = SLOTS.getAcquire(slots, at + 1);
    while (value != DEAD) {
      if (value != null) {
        if (place < 0) {
          place = target.place(key, source.hashAt(at));
        }
        Copy next = new Copy(value);
        if (!SLOTS.compareAndSet(target.slots, place + 1, copy, next)) {
          // Taken by who has seen that the entry is dead.
          return;
        }
        copy = next;
      }
      Object seen = SLOTS.compareAndExchange(slots, at + 1, value, MOVED);
      if (seen == value) {
        if (copy != null) {
          SLOTS.compareAndSet(target.slots, place + 1, copy, copy.value());
        }
        return;
      }
      value = seen;
    }
    if (copy != null && SLOTS.compareAndSet(target.slots, place + 1, copy, DEAD)) {
      SLOTS.setRelease(target.slots, place, DEAD);
    }
  }
}
