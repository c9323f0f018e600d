package io.sluice.sync;

import io.sluice.channel.CancelSignal;
import io.sluice.time.TimeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * State: the sign of one word says whether requests are queued.
 *
 *    free          free permits (0 or more), and nobody is queued
 *    ~free         free permits (0 or more), and somebody is: the word is negative
 *
 *    free ──acquire, fits──▶ free-n      by compare-and-set, without the lock
 *    free ──release──▶ free+n            by compare-and-set, without the lock
 *    free ──acquire, does not fit──▶ ~free     under the lock; the request is queued
 *    ~free ──release, give up──▶ ~free' or, if the queue is empty now, free'     under the lock
 *
 * Invariants:
 *  1. The lock is held while the sign is changed and while a negative word is: without it, only a
 *     non-negative word is changed, into another such. So acquire and release cost one
 *     compare-and-set until somebody has to queue, and nobody takes permits past a queue.
 *  2. Whenever the lock is free, the word is negative if and only if the queue is not empty, and
 *     then its first request does not fit: whatever made it fit has granted it.
 *  3. A request is granted by taking it out of the queue, under the lock; so is a withdrawal. Which
 *     of the two took it out decides the race (rule 25). Gates are opened after the lock is
 *     released, and a late opening reaches nobody but the thread that the request belongs to.
 */
/**
 * Shares a fixed number of permits, of which a thread may take several at once: Go's {@code
 * semaphore.Weighted}.
 *
 * {@snippet class="io.sluice.snippets.SyncSnippets" region="semaphore"}
 *
 * <h2>Fairness</h2>
 *
 * Permits are granted in the order of arrival, and nobody passes a queue: while a large request
 * waits, later small ones wait behind it though they would fit, so that it is not starved; a {@code
 * tryAcquire} fails then.
 *
 * <h2>Amounts</h2>
 *
 * A request for more permits than there are can never be granted and is refused at once. A request
 * for none is one like any other, as in {@code java.util.concurrent} and in Go: it waits for its
 * turn, and takes nothing. Releasing more than is held is refused: permits are never created.
 * Permits belong to no thread; another one may release them.
 *
 * <h2>Cancel safety</h2>
 *
 * An acquire that throws {@link InterruptedException} (cancellation is one) or returns false has
 * acquired <em>nothing</em>, and those queued behind it that fit now go on. If the grant was
 * faster, the acquire returns normally, with the permits, and the interrupt status stays set.
 *
 * <h2>Memory consistency</h2>
 *
 * What a thread does before a release happens-before what follows an acquire that got its permits.
 *
 * <p>All methods may be called by any thread, virtual or platform, at any time.
 *
 * @since 0.1.0
 */
public final class Semaphore {

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Semaphore.class, "state", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long total;

  /** Held for a few steps; nobody waits for permits, and nobody is woken, while it is held. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Waiting requests in the order of arrival; guarded by the lock. */
  private final LinkedHashSet<Request> queue = new LinkedHashSet<>();

  /** The number of free permits, complemented while somebody is queued. */
  private volatile long state;

  /** A waiting acquire. */
  private static final class Request {
    private final long permits;
    private final Gate gate = new Gate();

    /** Links the requests that one critical section granted; used by its thread alone. */
    private @Nullable Request nextGranted;

    Request(long permits) {
      this.permits = permits;
    }
  }

  /**
   * Makes a semaphore, all of whose permits are free.
   *
   * @param permits how many permits there are
   * @throws IllegalArgumentException if {@code permits} is not positive
   */
  public Semaphore(long permits) {
    if (permits <= 0) {
      throw new IllegalArgumentException("permits is not positive: " + permits);
    }
    total = permits;
    state = permits;
  }

  // ---- acquiring ----

  /**
   * Acquires one permit, waiting for as long as it takes.
   *
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was acquired
   */
  public void acquire() throws InterruptedException {
    acquire(1);
  }

  /**
   * Acquires a number of permits at once, waiting for as long as it takes.
   *
   * @param permits how many
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was acquired
   * @throws IllegalArgumentException if {@code permits} is negative or more than the total
   */
  public void acquire(long permits) throws InterruptedException {
    requirePossible(permits);
    acquireOrWait(permits, null, null);
  }

  /**
   * Acquires one permit, waiting until it is granted or a signal is given. The signal is asked
   * first: once it is done, nothing is acquired even if a permit is free.
   *
   * @param signal ends the wait, usually a context
   * @throws InterruptedException the signal's own exception if it is done, on entry or while this
   *     waits, or a plain one if the thread is interrupted; nothing was acquired
   * @throws NullPointerException if {@code signal} is null
   */
  public void acquire(CancelSignal signal) throws InterruptedException {
    acquire(signal, 1);
  }

  /**
   * Acquires a number of permits at once, waiting until they are granted or a signal is given. The
   * signal is asked first: once it is done, nothing is acquired even if the permits are free.
   *
   * @param signal ends the wait, usually a context
   * @param permits how many
   * @throws InterruptedException the signal's own exception if it is done, on entry or while this
   *     waits, or a plain one if the thread is interrupted; nothing was acquired
   * @throws IllegalArgumentException if {@code permits} is negative or more than the total
   * @throws NullPointerException if {@code signal} is null
   */
  public void acquire(CancelSignal signal, long permits) throws InterruptedException {
    Objects.requireNonNull(signal, "signal");
    requirePossible(permits);
    acquireOrWait(permits, signal, null);
  }

  /**
   * Acquires one permit if that is possible without waiting: it is free, and nobody is queued.
   *
   * @return whether it was acquired
   */
  public boolean tryAcquire() {
    return tryAcquire(1);
  }

  /**
   * Acquires a number of permits if that is possible without waiting: they are free, and nobody is
   * queued.
   *
   * @param permits how many
   * @return whether they were acquired
   * @throws IllegalArgumentException if {@code permits} is negative or more than the total
   */
  public boolean tryAcquire(long permits) {
    requirePossible(permits);
    return acquireNow(permits);
  }

  /**
   * Acquires a number of permits at once, waiting at most for the given time.
   *
   * @param permits how many
   * @param timeout the longest time to wait, honoured to the nanosecond; not positive: do not wait
   * @return true if they were acquired, false if the time ran out before
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was acquired
   * @throws IllegalArgumentException if {@code permits} is negative or more than the total
   * @throws NullPointerException if {@code timeout} is null
   */
  public boolean tryAcquire(long permits, Duration timeout) throws InterruptedException {
    Objects.requireNonNull(timeout, "timeout");
    requirePossible(permits);
    return acquireOrWait(permits, null, timeout);
  }

  private void requirePossible(long permits) {
    if (permits < 0) {
      throw new IllegalArgumentException("permits is negative: " + permits);
    }
    if (permits > total) {
      throw new IllegalArgumentException(
          "permits is more than the total of " + total + ": " + permits);
    }
  }

  private boolean acquireNow(long permits) {
    long seen = state;
    while (seen >= permits) {
      if (STATE.compareAndSet(this, seen, seen - permits)) {
        return true;
      }
      seen = state;
    }
    return false;
  }

  private boolean acquireOrWait(
      long permits, @Nullable CancelSignal signal, @Nullable Duration timeout)
      throws InterruptedException {
    Gate.check(signal);
    if (acquireNow(permits)) {
      return true;
    }
    if (timeout != null && TimeSource.saturatedNanos(timeout) <= 0) {
      return false;
    }
    Request request = new Request(permits);
    return !enqueue(request) || request.gate.await(signal, timeout, () -> withdraw(request));
  }

  /** Queues a request; false if it could be granted instead. */
  private boolean enqueue(Request request) {
    lock.lock();
    try {
      // First: once the word says that somebody is queued, nothing may fail.
      queue.add(request);
      while (true) {
        long seen = state;
        if (seen < 0 || (seen < request.permits && STATE.compareAndSet(this, seen, ~seen))) {
          return true;
        }
        if (acquireNow(request.permits)) {
          queue.remove(request);
          return false;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes a request back, which may let others go on; false if it was granted before. */
  private boolean withdraw(Request request) {
    Request granted;
    lock.lock();
    try {
      if (!queue.remove(request)) {
        return false;
      }
      granted = grant(~state);
    } finally {
      lock.unlock();
    }
    open(granted);
    return true;
  }

  // ---- releasing ----

  /**
   * Gives one permit back.
   *
   * @throws IllegalStateException if none is held; nothing is changed
   */
  public void release() {
    release(1);
  }

  /**
   * Gives a number of permits back.
   *
   * @param permits how many
   * @throws IllegalStateException if more than are held; nothing is changed
   * @throws IllegalArgumentException if {@code permits} is negative
   */
  public void release(long permits) {
    if (permits < 0) {
      throw new IllegalArgumentException("permits is negative: " + permits);
    }
    long seen = state;
    while (seen >= 0) {
      requireHeld(permits, seen);
      if (STATE.compareAndSet(this, seen, seen + permits)) {
        return;
      }
      seen = state;
    }
    releaseToQueue(permits);
  }

  private void requireHeld(long permits, long free) {
    if (permits > total - free) {
      throw new IllegalStateException(
          "released more permits than are held, " + (total - free) + ": " + permits);
    }
  }

  private void releaseToQueue(long permits) {
    Request granted = null;
    lock.lock();
    try {
      long seen = state;
      while (seen >= 0) {
        // The queue has become empty meanwhile.
        requireHeld(permits, seen);
        if (STATE.compareAndSet(this, seen, seen + permits)) {
          return;
        }
        seen = state;
      }
      requireHeld(permits, ~seen);
      granted = grant(~seen + permits);
    } finally {
      lock.unlock();
    }
    open(granted);
  }

  // ---- granting ----

  /**
   * Takes the requests that fit out of the queue, in order, and sets the state. The caller holds
   * the lock, and the state is negative.
   *
   * @param free how many permits are free before
   * @return the granted requests, to be woken once the lock is released
   */
  private @Nullable Request grant(long free) {
    Request first = null;
    Request last = null;
    long left = free;
    for (Iterator<Request> waiting = queue.iterator(); waiting.hasNext(); ) {
      Request request = waiting.next();
      if (request.permits > left) {
        break;
      }
      left -= request.permits;
      waiting.remove();
      if (last == null) {
        first = request;
      } else {
        last.nextGranted = request;
      }
      last = request;
    }
    state = queue.isEmpty() ? left : ~left;
    return first;
  }

  private static void open(@Nullable Request granted) {
    Request request = granted;
    while (request != null) {
      Request next = request.nextGranted;
      // Nothing must lead from a request that has been served to later ones.
      request.nextGranted = null;
      request.gate.open();
      request = next;
    }
  }

  /**
   * Returns how many permits are free: a snapshot for monitoring, which may be outdated when it is
   * returned. They may all be promised to a larger request that waits.
   *
   * @return the number of permits that nobody holds
   */
  public long available() {
    return free(state);
  }

  private static long free(long state) {
    return state < 0 ? ~state : state;
  }

  @Override
  public String toString() {
    long seen = state;
    return "Semaphore["
        + free(seen)
        + " of "
        + total
        + " free"
        + (seen < 0 ? ", requests waiting" : "")
        + "]";
  }
}
