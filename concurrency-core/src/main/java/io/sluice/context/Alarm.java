package io.sluice.context;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One deadline in the {@link DeadlineTimer}, and whom it wakes.
 *
 * <pre>
 *   a context ◀── observers, under their lock ──▶ null      set, not set
 *       │                                           │
 *       └──────────────── timer ────────────────────┴──▶ {@link #DROPPED}
 * </pre>
 *
 * An alarm that is unset stays where it is in the timer, without its context, and can be set again
 * at the cost of one compare-and-set: a context whose threads park and wake in quick succession
 * sets and unsets its alarm each time. The timer drops unset ones when they become many.
 */
final class Alarm {

  /** Stands for: no longer in the timer. */
  private static final Object DROPPED = new Object();

  final long deadline;

  /** The context to wake, null, or {@link #DROPPED}. */
  private final AtomicReference<@Nullable Object> target;

  private Alarm(CancelContext context) {
    this.deadline = context.deadline;
    this.target = new AtomicReference<>(context);
  }

  /** Makes an alarm for the context's deadline. */
  static Alarm setNew(CancelContext context) {
    Alarm alarm = new Alarm(context);
    DeadlineTimer.current().submit(alarm);
    return alarm;
  }

  /** Sets it again; false if the timer has dropped it. */
  boolean set(CancelContext context) {
    boolean set = target.compareAndSet(null, context);
    if (set) {
      DeadlineTimer.current().alarmSet();
    }
    return set;
  }

  void unset() {
    Object current = target.get();
    if (current != null && current != DROPPED && target.compareAndSet(current, null)) {
      DeadlineTimer.current().alarmUnset();
    }
  }

  /** Timer: drops it if it is not set. */
  boolean dropUnset() {
    return target.compareAndSet(null, DROPPED);
  }

  /**
   * Timer: wakes the context, if it is set, and then drops it. Whoever sets it just now may have
   * looked at the clock before the deadline, and will not look again; so it is dropped only as it
   * was when it was looked at, and that ends, for a context that has ended sets no alarm. Where
   * waking fails, it stays as it is. Returns whether it was unset.
   */
  boolean fireAndDrop() {
    while (true) {
      Object seen = target.get();
      if (seen instanceof CancelContext context) {
        // Asked for its state, the context looks at the clock and ends.
        context.ending();
      }
      if (target.compareAndSet(seen, DROPPED)) {
        return seen == null;
      }
    }
  }
}
