package io.sluice.sync;

import io.sluice.channel.CancelSignal;
import io.sluice.time.TimeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * State: one word, so that "the count is zero" and "somebody waits" are decided together.
 *
 *     63            32 31             0
 *    ┌────────────────┬────────────────┐
 *    │ count ≥ 0      │ waiters        │
 *    └────────────────┴────────────────┘
 *
 *    (n, 0) ◀──add──▶ (n', 0)              any n
 *    (n, w) ──await──▶ (n, w+1)            n > 0 only: the round has a waiter
 *    (n, w) ──give up──▶ (n, w-1)          n > 0 only
 *    (n, w) ──add──▶ (0, w)   w > 0: this thread, and no other, opens the round's gate
 *    (0, w) ──leave──▶ (0, w-1)            after having seen the gate open
 *
 * Invariants:
 *  1. While the count is 0 and waiters > 0 (a released round leaves), nothing but leaving changes
 *     the word: nobody registers at zero, and an add is refused as misuse.
 *  2. A waiter that registered leaves by giving up while the count is positive, or else only after
 *     it saw the gate open, even if its own wait was ended by something else. So between the
 *     moment the count becomes zero and the moment the gate is open, some waiter is registered.
 *  3. `gate` is read, and made by whoever comes first, only by registered waiters and by the
 *     thread that owes the opening (2): always within one round, so all of them mean one gate. It
 *     is reset by the last waiter to leave, before the word becomes (0, 0) and thereby before
 *     anybody can begin the next round. No gate is opened twice, none in another round.
 *  4. If all waiters of a round give up while the count is positive, its gate stays, unopened, for
 *     the next waiter.
 *
 * Why a waiter may not leave as soon as it sees the count at zero: the thread that brought it there
 * might not yet have read `gate`, and would open the gate of a later round.
 */
/**
 * Waits until a group of tasks has ended: Go's {@code sync.WaitGroup}.
 *
 * {@snippet class="io.sluice.snippets.SyncSnippets" region="wait-group"}
 *
 * <p>The count starts at zero; {@link #add} raises it for each task, {@link #done} lowers it when
 * the task ends, and the {@code await} methods return when it is zero. {@link #go} does all of this
 * for a task on a virtual thread of its own.
 *
 * <p>A task must be added before the thread that waits for it looks at the count: call {@code add}
 * or {@code go} before {@code await}, not in the task itself.
 *
 * <h2>Reuse</h2>
 *
 * A group may be used again once every {@code await} of the previous round has returned. An {@code
 * add} that comes earlier, between the release of the waiters and the return of the last of them,
 * is refused.
 *
 * <h2>Cancel safety</h2>
 *
 * An {@code await} that throws {@link InterruptedException} (cancellation is one) or reports that
 * the time ran out changes nothing, and may be repeated. If the count reached zero first, {@code
 * await} returns normally, and the interrupt status stays set.
 *
 * <h2>Memory consistency</h2>
 *
 * What a thread does before {@code done()} or {@code add} happens-before the return of an {@code
 * await} that this releases; what precedes {@code go} happens-before the task.
 *
 * <p>All methods may be called by any thread, virtual or platform, at any time.
 *
 * @since 0.1.0
 */
public final class WaitGroup {

  private static final Logger LOG = LoggerFactory.getLogger(WaitGroup.class);

  private static final ThreadFactory THREADS = Thread.ofVirtual().name("wait-group-", 1).factory();

  private static final int COUNT_SHIFT = 32;
  private static final long WAITERS_MASK = 0xFFFF_FFFFL;

  private static final VarHandle STATE;
  private static final VarHandle GATE;
  private static final VarHandle FAILURE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(WaitGroup.class, "state", long.class);
      GATE = lookup.findVarHandle(WaitGroup.class, "gate", Gate.class);
      FAILURE = lookup.findVarHandle(WaitGroup.class, "failure", Throwable.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Count and waiters. */
  private volatile long state;

  /** Opened when this round's count reaches zero; null until somebody waits. */
  private volatile @Nullable Gate gate;

  /** The first failure of a task started by {@link #go}; written once. */
  private volatile @Nullable Throwable failure;

  /** Makes a group with a count of zero. */
  public WaitGroup() {}

  /**
   * A task that may fail.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Task {

    /**
     * Does the work.
     *
     * @throws Exception if the work fails
     */
    void run() throws Exception;
  }

  // ---- counting ----

  /**
   * Adds to the count. If it becomes zero, whoever waits is released.
   *
   * @param delta how many tasks more, or if negative how many fewer
   * @throws IllegalStateException if the count would become negative or too large, or if it is zero
   *     and waiters that were released have not returned yet; the count is unchanged
   */
  public void add(int delta) {
    while (true) {
      long seen = state;
      long count = (long) count(seen) + delta;
      if (count < 0) {
        throw new IllegalStateException("negative count: " + count(seen) + " plus " + delta);
      }
      if (count > Integer.MAX_VALUE) {
        throw new IllegalStateException("count too large: " + count(seen) + " plus " + delta);
      }
      if (count > 0 && count(seen) == 0 && waiters(seen) > 0) {
        throw new IllegalStateException(
            "wait group is reused before all waiters of the previous round have returned: "
                + waiters(seen)
                + " still to return");
      }
      if (STATE.compareAndSet(this, seen, (count << COUNT_SHIFT) | waiters(seen))) {
        if (count == 0 && count(seen) > 0 && waiters(seen) > 0) {
          gate().open();
        }
        return;
      }
    }
  }

  /**
   * Takes one from the count: a task has ended. If it becomes zero, whoever waits is released.
   *
   * @throws IllegalStateException if the count is zero; it is unchanged
   */
  public void done() {
    add(-1);
  }

  /**
   * Returns the count: a snapshot for monitoring, which may be outdated when it is returned.
   *
   * @return how many tasks have been added and are not done
   */
  public int count() {
    return count(state);
  }

  // ---- tasks ----

  /**
   * Adds one to the count and runs a task on a new virtual thread, named {@code wait-group-} and a
   * number; the task is done when it returns or throws. What it throws is logged, at error level,
   * and the first such failure is kept for {@link #failure()}.
   *
   * @param task the task; calls neither {@code done()} for itself nor {@code await()}
   * @throws IllegalStateException as in {@link #add}; the task is not started
   * @throws NullPointerException if {@code task} is null
   */
  public void go(Task task) {
    Objects.requireNonNull(task, "task");
    go(task, THREADS);
  }

  void go(Task task, ThreadFactory threads) {
    add(1);
    boolean started = false;
    try {
      threads.newThread(() -> run(task)).start();
      started = true;
    } finally {
      if (!started) {
        done();
      }
    }
  }

  private void run(Task task) {
    try {
      task.run();
    } catch (Throwable thrown) {
      report(thrown);
    } finally {
      try {
        done();
      } catch (IllegalStateException misuse) {
        // Nobody else would hear of it: the task, or somebody, called done() once too often.
        report(misuse);
      }
    }
  }

  private void report(Throwable thrown) {
    FAILURE.compareAndSet(this, null, thrown);
    LOG.error("Task of a wait group failed in thread {}", Thread.currentThread().getName(), thrown);
  }

  /**
   * Returns the first failure of a task started by {@link #go}, of whatever round. After an {@code
   * await} it covers all tasks that were waited for.
   *
   * @return what the first failing task threw, or empty if none failed
   */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  // ---- waiting ----

  /**
   * Waits until the count is zero.
   *
   * @throws InterruptedException if the thread is interrupted on entry or while it waits
   */
  public void await() throws InterruptedException {
    awaitZero(null, null);
  }

  /**
   * Waits until the count is zero or a signal is given. The signal is asked first: once it is done,
   * this throws even if the count is zero.
   *
   * @param signal ends the wait, usually a context
   * @throws InterruptedException the signal's own exception if it is done, on entry or while this
   *     waits, or a plain one if the thread is interrupted
   * @throws NullPointerException if {@code signal} is null
   */
  public void await(CancelSignal signal) throws InterruptedException {
    awaitZero(Objects.requireNonNull(signal, "signal"), null);
  }

  /**
   * Waits until the count is zero, at most for the given time.
   *
   * @param timeout the longest time to wait, honoured to the nanosecond; not positive: do not wait
   * @return true if the count was zero, false if the time ran out before
   * @throws InterruptedException if the thread is interrupted on entry or while it waits
   * @throws NullPointerException if {@code timeout} is null
   */
  public boolean await(Duration timeout) throws InterruptedException {
    return awaitZero(null, Objects.requireNonNull(timeout, "timeout"));
  }

  private boolean awaitZero(@Nullable CancelSignal signal, @Nullable Duration timeout)
      throws InterruptedException {
    Gate.check(signal);
    if (timeout != null && TimeSource.saturatedNanos(timeout) <= 0) {
      return count() == 0;
    }
    if (!register()) {
      return true;
    }
    Gate current = gate();
    if (!current.await(signal, timeout, () -> giveUp(current))) {
      return false;
    }
    leave();
    return true;
  }

  /** Becomes a waiter; false if the count is zero, and there is nothing to wait for. */
  private boolean register() {
    long seen = state;
    while (count(seen) > 0) {
      if (STATE.compareAndSet(this, seen, seen + 1)) {
        return true;
      }
      seen = state;
    }
    return false;
  }

  /** Stops being a waiter; false if the round was released before, and the gate is open. */
  private boolean giveUp(Gate current) {
    long seen = state;
    while (count(seen) > 0) {
      if (STATE.compareAndSet(this, seen, seen - 1)) {
        return true;
      }
      seen = state;
    }
    // Invariant 2. Whoever brought the count to zero has only to open the gate.
    current.awaitUninterruptibly();
    return false;
  }

  /** Stops being a waiter of a released round; the last one clears up (invariant 3). */
  private void leave() {
    while (true) {
      long seen = state;
      if (waiters(seen) == 1) {
        gate = null;
      }
      if (STATE.compareAndSet(this, seen, seen - 1)) {
        return;
      }
    }
  }

  /** The gate of this round, made by whoever asks first (invariant 3). */
  private Gate gate() {
    Gate current = gate;
    if (current != null) {
      return current;
    }
    Gate made = new Gate();
    Gate other = (Gate) GATE.compareAndExchange(this, null, made);
    return other == null ? made : other;
  }

  private static int count(long state) {
    return (int) (state >>> COUNT_SHIFT);
  }

  private static long waiters(long state) {
    return state & WAITERS_MASK;
  }

  @Override
  public String toString() {
    long seen = state;
    return "WaitGroup[count " + count(seen) + ", waiters " + waiters(seen) + "]";
  }
}
