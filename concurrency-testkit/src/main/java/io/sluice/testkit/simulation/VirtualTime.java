package io.sluice.testkit.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one run, and what is due when. It stands still while a thread can run, and jumps to
 * the next timer when none can. Used on the carrier alone.
 */
final class VirtualTime {

  /** What the wall clock shows at the beginning, as in Go's bubbles. */
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  /** What the monotonic clock shows then: not zero, which code might take for "unset". */
  private static final long START = 1_000_000_000L;

  /**
   * After so many timers in a row, and so much time, in which no thread started, ended or woke
   * another, none ever will: they only look again and again whether anything has happened.
   */
  private static final int MOST_IDLE_FIRINGS = 100;

  private static final long MOST_IDLE_NANOS = TimeUnit.DAYS.toNanos(1);

  private final PriorityQueue<Timer> timers = new PriorityQueue<>();

  /** What ends the waits that end without a reason. */
  private final Queue<Runnable> expired = new ArrayDeque<>();

  private long now = START;
  private long sequence;

  /** Since a thread last started, ended or woke another. */
  private int idleFirings;

  private long idleSince = START;

  long nanoTime() {
    return now;
  }

  long elapsed() {
    return now - START;
  }

  Instant instant() {
    return EPOCH.plusNanos(elapsed());
  }

  /** Runs something, on the carrier, once that much time has passed, unless obsolete then. */
  void after(long nanos, Runnable action, BooleanSupplier obsolete) {
    timers.add(new Timer(due(nanos), sequence++, action, obsolete));
  }

  /** The same for the JDK, which may cancel it. */
  Timer schedule(long nanos, Runnable action) {
    Timer timer = timer(nanos, action);
    timers.add(timer);
    return timer;
  }

  private Timer timer(long nanos, Runnable action) {
    return new Timer(due(nanos), sequence++, action, () -> false);
  }

  /** Ends a wait without a reason, {@linkplain #endExpired once} its thread has begun it. */
  Timer expire(Runnable action) {
    expired.add(action);
    // Never set: the thread may be woken otherwise by then, which the JDK finds out by itself.
    return timer(0, action);
  }

  void endExpired() {
    for (Runnable action = expired.poll(); action != null; action = expired.poll()) {
      now++; // which is what the waiting thread asked for
      action.run();
    }
  }

  private long due(long nanos) {
    long due = now + Math.max(0, nanos);
    return due < now ? Long.MAX_VALUE : due;
  }

  /** A thread has started, ended or woken another. */
  void noteProgress() {
    idleFirings = 0;
    idleSince = now;
  }

  /** Whether nothing else has happened for long. */
  boolean onlyPasses() {
    return idleFirings > MOST_IDLE_FIRINGS && now - idleSince > MOST_IDLE_NANOS;
  }

  /**
   * Jumps to the next timer, and fires all that are due then: whom they wake run in any order.
   * Returns false if there is none.
   */
  boolean advance() {
    Timer next = poll();
    if (next == null) {
      return false;
    }
    now = Math.max(now, next.due);
    do {
      idleFirings++;
      next.fire();
      next = isDue() ? poll() : null;
    } while (next != null && next.due <= now);
    if (next != null) {
      timers.add(next);
    }
    return true;
  }

  private boolean isDue() {
    Timer first = timers.peek();
    return first != null && first.due <= now;
  }

  /** Takes the next timer that is still wanted. */
  private @Nullable Timer poll() {
    Timer next = timers.poll();
    while (next != null && next.isObsolete()) {
      next = timers.poll();
    }
    return next;
  }

  /** What is due at a time; also what the JDK gets for the timeouts that it schedules. */
  static final class Timer implements ScheduledFuture<@Nullable Object> {

    private final long due;
    private final long sequence;
    private final Runnable action;
    private final BooleanSupplier obsolete;
    private boolean cancelled;
    private boolean fired;

    private Timer(long due, long sequence, Runnable action, BooleanSupplier obsolete) {
      this.due = due;
      this.sequence = sequence;
      this.action = action;
      this.obsolete = obsolete;
    }

    private boolean isObsolete() {
      return cancelled || obsolete.getAsBoolean();
    }

    private void fire() {
      fired = true;
      action.run();
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      boolean before = cancelled;
      cancelled = true;
      return !before && !fired;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public boolean isDone() {
      return cancelled || fired;
    }

    @Override
    public @Nullable Object get() {
      throw new UnsupportedOperationException("the JDK does not wait for its timeouts");
    }

    @Override
    public @Nullable Object get(long timeout, TimeUnit unit) {
      throw new UnsupportedOperationException("the JDK does not wait for its timeouts");
    }

    @Override
    public Future.State state() {
      return cancelled ? State.CANCELLED : fired ? State.SUCCESS : State.RUNNING;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      throw new UnsupportedOperationException("the JDK does not ask for the delay of its timeouts");
    }

    @Override
    public int compareTo(Delayed other) {
      Timer that = (Timer) other;
      return due != that.due ? Long.compare(due, that.due) : Long.compare(sequence, that.sequence);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(sequence);
    }
  }
}
