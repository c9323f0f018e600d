package io.sluice.channel;

import io.sluice.time.TimeSource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel on which time sends: the source of {@link Ticker} and {@link Timers}. It has no thread
 * and no timer of its own. A tick is not an event that happens but a state that is looked at: it is
 * there from the moment it is due until somebody receives it.
 *
 * <h2>Invariants</h2>
 *
 * Guarded by the lock:
 *
 * <ul>
 *   <li>One tick is pending iff {@link #running} and {@link #due} has passed; never more than one.
 *       Taking it moves {@link #due} to the next multiple of the period that lies in the future, so
 *       that a slow receiver drops ticks and keeps the phase (rule 40).
 *   <li>A waiting receiver parks no longer than until the tick is due. The first of them to wake
 *       hands the tick to the one that waits longest (rule 3). A reset wakes them all to look
 *       again.
 * </ul>
 *
 * <p>Users see it through {@link ReceiveView} only: there is no send and no close. The idea is
 * crossbeam-channel's tick and at flavours.
 */
final class TimerChannel extends AbstractChannel<Instant> {

  /**
   * Guarded by the lock, like the other fields. Volatile for those who look without it: as {@link
   * #due} moves on only after a tick was handed over, or with a restart, they miss none.
   */
  private volatile boolean running = true;

  /** Reading of the monotonic clock from which on a tick is pending, while running. */
  private volatile long due;

  /** Nanoseconds between ticks; 0 for a single one. */
  private long period;

  TimerChannel(long firstAfter, long period) {
    this.due = TimeSource.nanoTime() + firstAfter;
    this.period = period;
  }

  void stop() {
    lock();
    running = false;
    unlock();
  }

  void restart(long firstAfter, long newPeriod) {
    lock();
    running = true;
    due = TimeSource.nanoTime() + firstAfter;
    period = newPeriod;
    List<@Nullable Thread> waiting = receivingThreads();
    unlock();
    waiting.forEach(Waiter::unpark);
  }

  @Override
  boolean hasValue() {
    return running && TimeSource.nanoTime() - due >= 0;
  }

  @Override
  @Nullable Instant poll() {
    if (!hasValue()) {
      return null;
    }
    Instant tick = pendingTick();
    boolean toWaiting = handToReceiver(tick);
    advance();
    return toWaiting ? null : tick;
  }

  /** The wall clock's reading at the moment when the pending tick became due. */
  private Instant pendingTick() {
    return TimeSource.now().minusNanos(TimeSource.nanoTime() - due);
  }

  private void advance() {
    if (period == 0) {
      running = false;
    } else {
      long taken = due;
      long late = TimeSource.nanoTime() - taken;
      due = taken + (late / period + 1) * period;
    }
  }

  @Override
  public long nanosUntilDue() {
    lock();
    long nanos = running ? due - TimeSource.nanoTime() : Long.MAX_VALUE;
    unlock();
    return nanos;
  }

  @Override
  public void deliverDue() {
    lock();
    try {
      if (hasValue() && handToReceiver(pendingTick())) {
        advance();
      }
    } finally {
      unlockAndWake();
    }
  }

  @Override
  boolean offer(Instant value) {
    return false;
  }

  @Override
  boolean hasRoom() {
    return false;
  }

  @Override
  int buffered() {
    return hasValue() && !hasReceiver() ? 1 : 0;
  }

  @Override
  public int capacity() {
    return 1;
  }

  /** Reads the period without the lock: for a description an outdated one will do. */
  @Override
  String origin() {
    return period == 0 ? "Timers.after" : "Ticker.every(" + period + "ns)";
  }
}
