package io.sluice.channel;

import io.sluice.time.TimeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The lock of one channel: one word, held for tens of nanoseconds around a few field accesses.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>Nobody parks, yields or runs user code while holding it (rule 28). So a virtual thread
 *       never unmounts with it, and whoever waits for it waits for a running thread.
 *   <li>Several are held at once only by {@link SelectedChannels}, which takes the first with
 *       {@link #lock()} and the others with {@link #tryLock()}, in ascending {@link #rank()}.
 *   <li>{@link #held} is 1 exactly while a thread is between acquiring and {@link #unlock()}.
 *   <li>All fields described as "guarded by the lock" are written in between, so acquiring sees
 *       everything that the last holder wrote. They are read in between too, but for the few that
 *       {@link HandOff} looks at while the lock {@linkplain #isFree() is free}.
 * </ul>
 *
 * <p>Most critical sections take a constant number of steps. The exceptions are amortised or rare:
 * a ring that grows is copied, waiters that gave up are dropped by whoever meets them, and a
 * description counts the waiters.
 *
 * <p>A {@code ReentrantLock} costs 48 bytes and a queue that is never used: since the holder never
 * waits for anything, a second thread meets the lock only while the holder is running on another
 * core, and spinning is the right wait. The exception is a holder that the operating system has
 * descheduled; then the spinner backs off, first by yielding, then by sleeping for growing times,
 * so that the spin is bounded and the holder gets a core even under strict thread priorities. See
 * ADR 0002.
 *
 * <p>The lock is a superclass rather than a field because a channel is often one of thousands: the
 * word costs 4 bytes and shares the cache line of what it guards.
 */
abstract class ShortLock {

  private static final VarHandle HELD;
  private static final VarHandle RANK;
  private static final AtomicLong RANKS = new AtomicLong();

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HELD = lookup.findVarHandle(ShortLock.class, "held", int.class);
      RANK = lookup.findVarHandle(ShortLock.class, "rank", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int LONGEST_BACK_OFF = 64;

  /** Iterations before a yield or a failure; several microseconds. */
  private static final int SPINS = 256;

  private static final int YIELDS = 16;
  private static final long SHORTEST_PAUSE_NANOS = 1_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000;

  private int held;

  /** Position in the global locking order; 0 until first needed, then constant. */
  private long rank;

  final void lock() {
    if (!HELD.weakCompareAndSet(this, 0, 1)) {
      lockContended();
    }
  }

  /**
   * Whether nobody holds the lock, so that all that was done under it before this call can be seen.
   * Volatile, and so is the exchange that acquires: whoever did something under the lock and then
   * looks elsewhere, and whoever wrote there and then asks this, cannot miss each other (jcstress:
   * {@code TryOperationsAcrossChannelsTest}).
   */
  final boolean isFree() {
    return (int) HELD.getVolatile(this) == 0;
  }

  /** Acquires without yielding or parking: spins for a while at most. */
  final boolean tryLock() {
    int backOff = 0;
    for (int spins = 0; spins < SPINS; spins += backOff) {
      if ((int) HELD.getOpaque(this) == 0 && HELD.weakCompareAndSet(this, 0, 1)) {
        return true;
      }
      backOff = backOff == 0 ? firstBackOff() : Math.min(2 * backOff, LONGEST_BACK_OFF);
      for (int i = 0; i < backOff; i++) {
        Thread.onSpinWait();
      }
    }
    return false;
  }

  /**
   * Iterations between the first two looks at a held lock. Far longer than a critical section on
   * purpose: while one thread looks away, the other completes several operations in a row on cache
   * lines that stay its own, instead of passing them to and fro with each. Two to three times the
   * throughput of a buffered channel, see ADR 2.
   */
  int firstBackOff() {
    return 16;
  }

  /** Releasing suffices: what the lock guards is relied on after it was acquired, or found free. */
  final void unlock() {
    HELD.setRelease(this, 0);
  }

  @SuppressWarnings("ThreadPriorityCheck") // the yields are a bounded step of the back-off
  private void lockContended() {
    boolean interrupted = false;
    long pause = 0;
    for (int yields = 0; !tryLock(); yields++) {
      if (yields < YIELDS) {
        Thread.yield();
      } else {
        // A pending interrupt would make the pause return at once.
        interrupted |= Thread.interrupted();
        pause = Math.clamp(2 * pause, SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
        TimeSource.parkNanos(this, pause);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (pause > 0) {
      // The pause may have used up an unpark that announced a claim to this thread's next park.
      LockSupport.unpark(Thread.currentThread());
    }
  }

  /**
   * Returns this lock's place in the order in which several locks are taken. Assigned on first use,
   * because most channels never stand in a select.
   */
  final long rank() {
    long current = (long) RANK.getAcquire(this);
    if (current != 0) {
      return current;
    }
    long mine = RANKS.incrementAndGet();
    long witness = (long) RANK.compareAndExchange(this, 0L, mine);
    return witness == 0 ? mine : witness;
  }
}
