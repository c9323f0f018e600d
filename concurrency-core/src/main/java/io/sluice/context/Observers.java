package io.sluice.context;

import io.sluice.time.TimeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who observes one context: threads, regions, callbacks, and the observed contexts below it. Being
 * an {@link Observer} itself, it is what stands for its context in the parent's list.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>{@link #first} and the links and {@link Observer#linked} of those in the list are guarded
 *       by {@link #locked}; {@link #first} may be read without it. A thread holds one such lock at
 *       a time, for a few field accesses.
 *   <li>While the list is not empty and the deadline is the context's own, its {@link Alarm} is
 *       set; while the list is empty, it is not.
 *   <li>Once the context has latched its ending, nobody joins or leaves, and the one who latched
 *       takes the whole list. Joining looks for the ending under the lock and the taker takes the
 *       lock after the ending was latched; so each observer is either refused or taken.
 *   <li>A list that is not empty stands in its parent's list, an empty one does not (rule 33). Not
 *       at every instant, since only one lock is held: each thread that turns a list from empty to
 *       not empty or back then {@linkplain #settle settles} the membership with the parent, and so
 *       upwards. Settling looks at what the list is by then, under the parent's lock. So whichever
 *       of two racing threads settles last leaves it right; and a thread that has joined and
 *       settled stays connected until it leaves.
 * </ul>
 *
 * <p>A thread that joins while another is still settling for an earlier one does not wait for it.
 * Should an ancestor end in between, the one who settles finds out, and ends this context. Only a
 * {@link CancelContext#done} channel, which others may look at, {@linkplain #settleAll settles all}
 * by itself before it is handed out.
 */
final class Observers extends Observer {

  private static final VarHandle LOCKED;

  static {
    try {
      LOCKED = MethodHandles.lookup().findVarHandle(Observers.class, "locked", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Attempts at the lock before pausing; several microseconds. */
  private static final int SPINS = 256;

  private static final long SHORTEST_PAUSE_NANOS = 1_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000;

  final CancelContext context;

  /** The lock: 1 while held. */
  private volatile int locked;

  /** The head of a circular list, in the order of arrival, or null. */
  private volatile @Nullable Observer first;

  /** Guarded by the lock; null until first needed. */
  private @Nullable Alarm alarm;

  private enum Settled {
    UNCHANGED,
    BECAME_EMPTY_OR_NOT,
    HAS_ENDED
  }

  Observers(CancelContext context) {
    this.context = context;
  }

  /** Adds an observer; false if the context has ended. Where it fails, nothing is added. */
  boolean add(Observer observer) {
    boolean wasEmpty;
    acquire();
    try {
      if (context.hasLatched()) {
        return false;
      }
      wasEmpty = append(observer);
    } finally {
      release();
    }
    if (wasEmpty) {
      connect(observer);
    }
    return true;
  }

  private void connect(Observer observer) {
    boolean connected = false;
    try {
      settle(this);
      connected = true;
    } finally {
      if (!connected) {
        remove(observer);
      }
    }
  }

  /** Removes an observer, unless the context has ended. */
  void remove(Observer observer) {
    boolean isEmpty;
    acquire();
    try {
      if (context.hasLatched() || !observer.linked) {
        return;
      }
      isEmpty = unlink(observer);
    } finally {
      release();
    }
    if (isEmpty) {
      settle(this);
    }
  }

  /** Takes the whole list, ended by null, for the one who latched the context's ending. */
  @Nullable Observer takeAll() {
    acquire();
    try {
      Observer head = first;
      if (head != null) {
        previousOf(head).next = null;
        first = null;
        disarm();
      }
      return head;
    } finally {
      release();
    }
  }

  boolean isEmpty() {
    return first == null;
  }

  /** Makes membership in the ancestors' lists agree with which lists are empty. */
  static void settle(Observers changed) {
    settleUpwards(changed, false);
    if (changed.context.timed && !changed.isEmpty()) {
      // Not later than any alarm that was set on the way, if only for one who joined meanwhile.
      DeadlineTimer.current().notice(changed.context.deadline);
    }
  }

  /** The same without relying on those who are settling for an earlier observer: all the way up. */
  static void settleAll(Observers changed) {
    settleUpwards(changed, true);
  }

  private static void settleUpwards(Observers changed, boolean toTheTop) {
    Observers child = changed;
    for (CancelContext parent = child.context.parent; parent != null; parent = parent.parent) {
      Observers list = parent.observers();
      Settled settled = list.settleMembership(child);
      if (settled == Settled.HAS_ENDED) {
        // Asked for its state, the child finds the ancestor's end and wakes those below.
        child.context.ending();
      }
      if (settled == Settled.HAS_ENDED || (settled == Settled.UNCHANGED && !toTheTop)) {
        return;
      }
      child = list;
    }
  }

  private Settled settleMembership(Observers child) {
    acquire();
    try {
      if (context.hasLatched()) {
        return Settled.HAS_ENDED;
      }
      boolean belongs = child.first != null;
      if (belongs == child.linked) {
        return Settled.UNCHANGED;
      }
      boolean changed = belongs ? append(child) : unlink(child);
      return changed ? Settled.BECAME_EMPTY_OR_NOT : Settled.UNCHANGED;
    } finally {
      release();
    }
  }

  /** Returns whether the list was empty. */
  private boolean append(Observer observer) {
    Observer head = first;
    if (head == null) {
      arm();
      observer.linked = true;
      observer.next = observer;
      observer.previous = observer;
      first = observer;
      return true;
    }
    observer.linked = true;
    Observer last = previousOf(head);
    observer.previous = last;
    observer.next = head;
    last.next = observer;
    head.previous = observer;
    return false;
  }

  /** Returns whether the list is empty now. */
  private boolean unlink(Observer observer) {
    Observer before = previousOf(observer);
    Observer after = Objects.requireNonNull(observer.next);
    observer.linked = false;
    observer.previous = null;
    observer.next = null;
    if (after == observer) {
      first = null;
      disarm();
      return true;
    }
    before.next = after;
    after.previous = before;
    if (first == observer) {
      first = after;
    }
    return false;
  }

  private static Observer previousOf(Observer linked) {
    return Objects.requireNonNull(linked.previous);
  }

  private void arm() {
    if (context.timed && !context.inheritsDeadline()) {
      Alarm known = alarm;
      if (known == null || !known.set(context)) {
        alarm = Alarm.setNew(context);
      }
    }
  }

  private void disarm() {
    if (alarm != null) {
      alarm.unset();
    }
  }

  /**
   * Takes the lock. It is held for tens of nanoseconds, by a thread that waits for nothing, so that
   * to spin is the right wait; unless that thread was descheduled, and then to pause is. Against a
   * ReentrantLock, forking and joining trivial tasks gains a tenth, and an observed context 48
   * bytes.
   */
  private void acquire() {
    for (int i = 0; !LOCKED.compareAndSet(this, 0, 1); i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        long pause = SHORTEST_PAUSE_NANOS * (i - SPINS + 1);
        TimeSource.parkNanos(this, Math.min(pause, LONGEST_PAUSE_NANOS));
      }
    }
  }

  private void release() {
    LOCKED.setRelease(this, 0);
  }

  @Override
  void wake() {
    throw new AssertionError("a context below is put on the worklist instead");
  }
}
