package io.sluice.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Starts threads and awaits states, always with a deadline: a hang fails the test that hangs. */
public final class Threads {

  /** Far beyond what any awaited state takes on a busy machine. */
  public static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final long PAUSE_NANOS = 50_000;

  private Threads() {}

  /** What a thread does that yields no result. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }

  /** Starts a thread that computes a result. */
  public static <T> Outcome<T> start(ThreadKind kind, Callable<? extends T> task) {
    Outcome<T> outcome = new Outcome<>(kind, task);
    outcome.thread().start();
    return outcome;
  }

  /** Starts a thread that yields no result. */
  public static Outcome<Void> start(ThreadKind kind, Action action) {
    Callable<Void> task =
        () -> {
          action.run();
          return null;
        };
    return start(kind, task);
  }

  /** Starts a thread and waits until it is parked in an operation of the library. */
  public static <T> Outcome<T> startParked(ThreadKind kind, Callable<? extends T> task) {
    Outcome<T> outcome = start(kind, task);
    awaitParked(outcome.thread());
    return outcome;
  }

  /** Starts a thread and waits until it is parked in an operation of the library. */
  public static Outcome<Void> startParked(ThreadKind kind, Action action) {
    Outcome<Void> outcome = start(kind, action);
    awaitParked(outcome.thread());
    return outcome;
  }

  /** Waits until a thread is parked in an operation of the library: a channel's, a select's. */
  public static void awaitParked(Thread thread) {
    await(() -> isParked(thread), thread + " to park");
  }

  /** Tells whether a thread is parked in an operation of the library. */
  public static boolean isParked(Thread thread) {
    Thread.State state = thread.getState();
    if (state == Thread.State.TERMINATED) {
      throw new AssertionError(thread + " ended and did not park");
    }
    Object blocker = LockSupport.getBlocker(thread);
    return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
        && blocker != null
        && blocker.getClass().getName().startsWith("io.sluice.");
  }

  /** Polls until a condition holds; fails after {@link #DEADLINE}. */
  public static void await(BooleanSupplier condition, String description) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("waited " + DEADLINE + " in vain for " + description);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
