package io.sluice.channel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The senders or the receivers that wait at one channel: an intrusive FIFO, circular and doubly
 * linked, known by its first waiter alone so that an empty queue costs its channel one null field.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>Guarded by the channel's lock.
 *   <li>Of the waiters in a queue {@code first.previous} is the last and {@code last.next} the
 *       first. A waiter stands in a queue iff its {@link Waiter#next} is not null; it stands in one
 *       at most.
 *   <li>Appending and removing any waiter are O(1): a lost select or an abandoned wait leaves
 *       nothing behind (rule 18).
 *   <li>A waiter whose owner gave up may still stand here until that owner has removed it. Claiming
 *       it fails, and whoever meets it drops it.
 * </ul>
 */
final class WaitQueue {

  private WaitQueue() {}

  /** Appends a waiter that stands in no queue. Returns the queue's first waiter. */
  static Waiter append(@Nullable Waiter first, Waiter waiter) {
    if (first == null) {
      waiter.previous = waiter;
      waiter.next = waiter;
      return waiter;
    }
    Waiter last = Objects.requireNonNull(first.previous);
    waiter.previous = last;
    waiter.next = first;
    last.next = waiter;
    first.previous = waiter;
    return first;
  }

  /**
   * Removes a waiter that stands in the queue of {@code first}, or in none. Returns the queue's
   * first waiter, null if none is left.
   */
  static @Nullable Waiter remove(@Nullable Waiter first, Waiter waiter) {
    Waiter next = waiter.next;
    if (next == null) {
      return first;
    }
    Waiter previous = Objects.requireNonNull(waiter.previous);
    waiter.previous = null;
    waiter.next = null;
    if (next == waiter) {
      return null;
    }
    previous.next = next;
    next.previous = previous;
    return first == waiter ? next : first;
  }

  /** Counts the waiters, for descriptions only. */
  static int length(@Nullable Waiter first) {
    int length = 0;
    for (Waiter waiter = first;
        waiter != null;
        waiter = waiter.next == first ? null : waiter.next) {
      length++;
    }
    return length;
  }
}
