package io.sluice.testkit.stress;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts threads and awaits states, always with a deadline: a hang fails the test that hangs.
 *
 * <p>"Parked" means here: parked in an operation of Sluice, such as a channel's, a select's or a
 * context's. A thread that waits for one of the JDK's own locks on its way there is not taken for
 * one that has arrived. {@link Parked} awaits waits of any kind.
 *
 * @since 0.1.0
 */
public final class Threads {

  /** Far beyond what any awaited state takes on a busy machine: 30 seconds. */
  public static final Duration DEADLINE = Duration.ofSeconds(30);

  /** The classes that an operation of Sluice parks on. */
  private static final String SLUICE = "io.sluice.";

  private Threads() {}

  /**
   * What a thread does that yields no result.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Action {
    /**
     * Does it.
     *
     * @throws Exception if it fails
     */
    void run() throws Exception;
  }

  /**
   * Starts a thread that computes a result.
   *
   * @param <T> the type of the result
   * @param kind the kind of thread
   * @param task what it runs
   * @return how it ends
   * @throws NullPointerException if {@code kind} or {@code task} is null
   */
  public static <T extends @Nullable Object> Outcome<T> start(
      ThreadKind kind, Callable<? extends T> task) {
    Objects.requireNonNull(kind, "kind");
    Outcome<T> outcome = new Outcome<>(kind, Objects.requireNonNull(task, "task"), DEADLINE);
    outcome.thread().start();
    return outcome;
  }

  /**
   * Starts a thread that yields no result.
   *
   * @param kind the kind of thread
   * @param action what it runs
   * @return how it ends
   * @throws NullPointerException if {@code kind} or {@code action} is null
   */
  public static Outcome<@Nullable Void> start(ThreadKind kind, Action action) {
    return start(kind, taskOf(action));
  }

  /**
   * Starts a thread and waits until it is parked in an operation of Sluice.
   *
   * @param <T> the type of the result
   * @param kind the kind of thread
   * @param task what it runs
   * @return how it ends
   * @throws AssertionError if it does not park in time; if it ends, with what it threw as the cause
   * @throws NullPointerException if {@code kind} or {@code task} is null
   */
  public static <T extends @Nullable Object> Outcome<T> startParked(
      ThreadKind kind, Callable<? extends T> task) {
    Outcome<T> outcome = start(kind, task);
    try {
      awaitParked(outcome.thread());
    } catch (AssertionError e) {
      outcome.explain(e);
      throw e;
    }
    return outcome;
  }

  /**
   * Starts a thread and waits until it is parked in an operation of Sluice.
   *
   * @param kind the kind of thread
   * @param action what it runs
   * @return how it ends
   * @throws AssertionError if it does not park in time; if it ends, with what it threw as the cause
   * @throws NullPointerException if {@code kind} or {@code action} is null
   */
  public static Outcome<@Nullable Void> startParked(ThreadKind kind, Action action) {
    return startParked(kind, taskOf(action));
  }

  /**
   * Starts a thread and returns at the moment at which it begins its task: what the caller does
   * next races that.
   *
   * @param <T> the type of the result
   * @param kind the kind of thread
   * @param task what it runs
   * @return how it ends
   * @throws AssertionError if it does not come to begin in time
   * @throws NullPointerException if {@code kind} or {@code task} is null
   */
  public static <T extends @Nullable Object> Outcome<T> startRacing(
      ThreadKind kind, Callable<? extends T> task) {
    Objects.requireNonNull(task, "task");
    StartLine line = new StartLine(2);
    Outcome<T> outcome =
        start(
            kind,
            () -> {
              line.await();
              return task.call();
            });
    line.await();
    return outcome;
  }

  /**
   * Starts a thread and returns at the moment at which it begins its action: what the caller does
   * next races that.
   *
   * @param kind the kind of thread
   * @param action what it runs
   * @return how it ends
   * @throws AssertionError if it does not come to begin in time
   * @throws NullPointerException if {@code kind} or {@code action} is null
   */
  public static Outcome<@Nullable Void> startRacing(ThreadKind kind, Action action) {
    return startRacing(kind, taskOf(action));
  }

  /**
   * Waits until a thread is parked in an operation of Sluice.
   *
   * @param thread the thread, which must have been started
   * @throws AssertionError if it ends or does not park in time; shows where it stands
   * @throws NullPointerException if {@code thread} is null
   */
  public static void awaitParked(Thread thread) {
    Parked.awaitIn(thread, SLUICE);
  }

  /**
   * Tells whether a thread is parked in an operation of Sluice.
   *
   * @param thread the thread, which must have been started
   * @return true if so
   * @throws AssertionError if it has ended
   * @throws NullPointerException if {@code thread} is null
   */
  public static boolean isParked(Thread thread) {
    return Parked.isParkedIn(thread, SLUICE);
  }

  /**
   * Polls until a condition holds.
   *
   * @param condition what must become true; called by this thread again and again
   * @param description the condition in words that go on from "waited for"
   * @throws AssertionError if it does not hold within {@link #DEADLINE}
   * @throws NullPointerException if an argument is null
   */
  public static void await(BooleanSupplier condition, String description) {
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(description, "description");
    Polling.await(DEADLINE, condition, () -> description);
  }

  private static Callable<@Nullable Void> taskOf(Action action) {
    Objects.requireNonNull(action, "action");
    return () -> {
      action.run();
      return null;
    };
  }
}
