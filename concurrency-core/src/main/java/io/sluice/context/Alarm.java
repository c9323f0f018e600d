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

  /** Timer: wakes the context, if it is set. Where that fails, it stays set. */
  void fire() {
    if (target.get() instanceof CancelContext context) {
      // Asked for its state, the context looks at the clock and ends.
      context.ending();
    }
  }

  /** Timer: drops it after it has fired. Returns whether it was unset. */
  boolean drop() {
    return target.getAndSet(DROPPED) == null;
  }
}
