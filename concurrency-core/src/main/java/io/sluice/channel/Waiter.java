package io.sluice.channel;

import io.sluice.time.TimeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One place in one wait queue, and the claim word that decides how a blocked operation ends. The
 * only class that parks.
 *
 * <p>A blocked send or receive is one waiter, which is its own {@link #leader}. A blocked select
 * has one waiter for each case, in as many queues, and one leader that stands in no queue. Whoever
 * wants to complete a blocked operation must win the leader's claim word.
 *
 * <h2>States of the claim word</h2>
 *
 * <pre>
 *              owner, before it parks
 *   WAITING ────────────────────────────▶ PARKED
 *      │                                    │
 *      ├── partner, under its channel's lock ──▶ the waiter that won   (final)
 *      │                                    │
 *      └── owner: interrupt, timeout, cancel ──▶ GAVE_UP               (final)
 * </pre>
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>Exactly one party moves the claim word to a final state, by compare-and-set. That is the
 *       linearization of "the value was handed over" against "the wait was given up" (rule 25) and
 *       of one select case against another (rule 18).
 *   <li>The partner writes {@link #element} <em>before</em> it claims and touches nothing of the
 *       waiter or its leader <em>after</em>: from then on the owner may return and use the same
 *       objects for its next operation. So it takes the waiter out of its queue, and reads {@link
 *       #thread}, before the claim.
 *   <li>Claims happen only while the waiter's channel is locked. An owner that has locked each of
 *       its channels once after the decision can therefore be reached by no late partner.
 *   <li>An interrupt, a timeout and a cancellation only wake the owner, which then decides for
 *       itself. A late wake-up is a spurious one and does no harm.
 * </ul>
 *
 * <p>The claim word carries the happens-before edges of a direct hand-off: {@link #element} is a
 * plain field written before the claim and read after it was seen (jcstress: {@code
 * SendReceivePublicationTest}).
 */
final class Waiter {

  private static final VarHandle CLAIM;

  static {
    try {
      CLAIM = MethodHandles.lookup().findVarHandle(Waiter.class, "claim", Waiter.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Claim word of an owner that needs an unpark. */
  private static final Waiter PARKED = new Waiter();

  /** Claim word of an owner that has withdrawn. */
  private static final Waiter GAVE_UP = new Waiter();

  /** Links of the queue that this waiter stands in, null if in none; see {@link WaitQueue}. */
  @Nullable Waiter previous;

  @Nullable Waiter next;

  /**
   * A sender's value, or what a receiver was given. Written by the owner before it queues and by a
   * partner before it claims; the channel's own close marker stands for "closed" in both
   * directions.
   */
  @Nullable Object element;

  /** Who holds the claim word of this waiter's operation; itself, except in a select. */
  private Waiter leader = this;

  /** Leader only: the owner. Written by the owner before it queues, read by partners. */
  private @Nullable Thread thread;

  /** Leader only: null while WAITING, {@link #PARKED}, {@link #GAVE_UP}, or the waiter that won. */
  private volatile @Nullable Waiter claim;

  /** What a blocked operation offers to the wait: its name in thread dumps, spins and timers. */
  interface Blocked {

    /** What decides whether the wait begins with a spin. */
    default int spinBudget() {
      return SpinBudget.NEVER;
    }

    /** Takes what a wait has made of the spin budget. */
    default void learn(int newSpinBudget) {}

    /**
     * How many nanoseconds until passing time alone may complete this: not positive if it may now,
     * MAX_VALUE for never.
     */
    long nanosUntilDue();

    /** Hands what is due to whoever waits first. */
    void deliverDue();
  }

  /** Prepares this waiter to lead an operation of the current thread. Precedes queueing. */
  void lead() {
    thread = Thread.currentThread();
    CLAIM.set(this, null);
  }

  /** Forgets the owner after the operation, for a leader that is kept for the next one. */
  void release() {
    thread = null;
  }

  /** Prepares this waiter to stand for one case of an operation. Precedes queueing. */
  void follow(Waiter newLeader) {
    leader = newLeader;
  }

  /** The waiter that won, once there is one. */
  @Nullable Waiter winner() {
    Waiter current = claim;
    return current == PARKED || current == GAVE_UP ? null : current;
  }

  /** The owner's thread; stable while this waiter stands in a queue whose lock is held. */
  @Nullable Thread ownerThread() {
    return leader.thread;
  }

  /** How a partner's claim went. */
  enum Claim {
    /** The operation has ended otherwise; nothing was transferred. */
    LOST,
    /** Won, and the owner, still awake, will see it by itself. */
    WON_AWAKE,
    /** Won, and the owner must be unparked, once the lock is released. */
    WON_PARKED
  }

  /**
   * Partner: claims the operation for this waiter. The caller holds the channel's lock, has taken
   * this waiter out of its queue and has read {@link #ownerThread()} already.
   */
  Claim claim() {
    Waiter owner = leader;
    Waiter seen = owner.claim;
    if (seen == null) {
      seen = (Waiter) CLAIM.compareAndExchange(owner, null, this);
      if (seen == null) {
        return Claim.WON_AWAKE;
      }
    }
    // The owner moves the word from null to PARKED only once, so one attempt decides.
    return seen == PARKED && CLAIM.compareAndSet(owner, PARKED, this)
        ? Claim.WON_PARKED
        : Claim.LOST;
  }

  /** Owner: withdraws. False if a partner was faster, and the operation is complete. */
  boolean giveUp() {
    Waiter seen = claim;
    return (seen == null || seen == PARKED) && CLAIM.compareAndSet(this, seen, GAVE_UP);
  }

  /**
   * Owner: waits until the operation is claimed, or gives it up. On giving up (false or an
   * exception) the caller takes its waiters out of their queues.
   *
   * @param signal ends the wait with its exception, or null
   * @param deadline reading of the monotonic clock at which to give up, if {@code timed}
   * @return true if claimed, false if the deadline passed first
   */
  boolean await(Blocked blocked, @Nullable CancelSignal signal, boolean timed, long deadline)
      throws InterruptedException {
    try {
      if (Spin.untilClaimed(this, blocked) || !CLAIM.compareAndSet(this, null, PARKED)) {
        return true;
      }
      if (signal == null) {
        return parkUntilDecided(blocked, null, timed, deadline);
      }
      CancelSignal.Subscription subscription = signal.unparkWhenDone(Thread.currentThread());
      try {
        return parkUntilDecided(blocked, signal, timed, deadline);
      } finally {
        subscription.close();
      }
    } catch (Throwable failure) {
      // Also a wait that fails, out of memory perhaps, must not undo a hand-over that happened.
      giveUp();
      if (winner() == null) {
        throw failure;
      }
      return true;
    }
  }

  private boolean parkUntilDecided(
      Blocked blocked, @Nullable CancelSignal signal, boolean timed, long deadline)
      throws InterruptedException {
    while (claim == PARKED) {
      if (Thread.interrupted()) {
        if (giveUp()) {
          throw new InterruptedException();
        }
        Thread.currentThread().interrupt();
        break;
      }
      if (signal != null && signal.isDone()) {
        if (giveUp()) {
          throw signal.cancellation();
        }
        break;
      }
      long nanos = blocked.nanosUntilDue();
      if (nanos <= 0) {
        blocked.deliverDue();
        continue;
      }
      if (timed) {
        long left = deadline - TimeSource.nanoTime();
        if (left <= 0) {
          return !giveUp();
        }
        nanos = Math.min(nanos, left);
      }
      if (claim != PARKED) {
        // Looked at last: a signal may have parked meanwhile and used up the claim's unpark.
        break;
      }
      if (nanos == Long.MAX_VALUE) {
        TimeSource.park(blocked);
      } else {
        TimeSource.parkNanos(blocked, nanos);
      }
    }
    return true;
  }

  static void unpark(@Nullable Thread thread) {
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}
