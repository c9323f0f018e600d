package io.sluice.testkit.stress;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Awaits that threads have come to wait, so that no test has to sleep and hope.
 *
 * <p>Every method polls with tiny pauses for at most {@link Threads#DEADLINE} and then fails with
 * where the thread stands: its state, what it waits on, its stack. All of them take virtual and
 * platform threads alike, wait on through interrupts of the calling thread, whose interrupt status
 * stays as it is, and fail at once if the thread ends instead of waiting. A thread that has not
 * been started is awaited as well.
 *
 * <p>A thread may be parked for a moment on its way, in a class that is being initialized or a lock
 * of the JDK's; where that matters, name what it must be parked on.
 *
 * @since 0.1.0
 */
public final class Parked {

  private Parked() {}

  /**
   * Waits until a thread waits without holding a carrier or processor: parked, in {@code
   * Object.wait} or in a join, with or without a timeout.
   *
   * @param thread the thread
   * @throws AssertionError if it ends or does not come to wait in time
   * @throws NullPointerException if {@code thread} is null
   */
  public static void await(Thread thread) {
    await(thread, Parked::isWaiting, "to wait");
  }

  /**
   * Waits until each of several threads waits, all at one moment.
   *
   * @param threads the threads
   * @throws AssertionError if one of them ends or they do not come to wait in time; shows those
   *     that do not wait
   * @throws NullPointerException if {@code threads} is null or contains null
   */
  public static void awaitAllParked(Collection<Thread> threads) {
    awaitAllParked(threads, Threads.DEADLINE);
  }

  static void awaitAllParked(Collection<Thread> threads, Duration patience) {
    List<Thread> all =
        Objects.requireNonNull(threads, "threads").stream()
            .map(thread -> Objects.requireNonNull(thread, "threads contains null"))
            .toList();
    Polling.await(
        patience,
        () -> all.stream().allMatch(Parked::isWaitingOrFail),
        () -> {
          StringBuilder report = new StringBuilder("all of ").append(all.size()).append(" to wait");
          all.stream()
              .filter(thread -> !isWaiting(thread))
              .forEach(
                  thread -> report.append('\n').append(ThreadReport.describe(thread, "thread")));
          return report.toString();
        });
  }

  /**
   * Waits until a thread is parked on an object, as {@link LockSupport#getBlocker} has it.
   *
   * @param thread the thread
   * @param blocker the very object that the thread must have given to {@link LockSupport#park}
   * @throws AssertionError if it ends or does not park there in time
   * @throws NullPointerException if {@code thread} or {@code blocker} is null
   */
  @SuppressWarnings("ReferenceEquality") // the very object
  public static void awaitParkedOn(Thread thread, Object blocker) {
    Objects.requireNonNull(blocker, "blocker");
    awaitParkedOn(thread, met -> met == blocker, Objects.toIdentityString(blocker));
  }

  /**
   * Waits until a thread is parked on an object that is as it should be.
   *
   * @param thread the thread
   * @param blocker tells whether the object that the thread gave to {@link LockSupport#park} is the
   *     right one; called again and again
   * @param description the right ones in words that go on from "to park on"
   * @throws AssertionError if it ends or does not park there in time
   * @throws NullPointerException if an argument is null
   */
  public static void awaitParkedOn(Thread thread, Predicate<Object> blocker, String description) {
    Objects.requireNonNull(blocker, "blocker");
    Objects.requireNonNull(description, "description");
    await(thread, waiting -> isParkedOn(waiting, blocker), "to park on " + description);
  }

  /**
   * Waits until a thread is parked on an object of a library's own: on its way there it may have
   * waited for others, which do not count.
   *
   * @param thread the thread
   * @param namePrefix what the name of the class of the object begins with, such as {@code
   *     "com.acme.pool."}
   * @throws AssertionError if it ends or does not park there in time
   * @throws NullPointerException if an argument is null
   */
  public static void awaitIn(Thread thread, String namePrefix) {
    awaitParkedOn(thread, ofClass(namePrefix), "an object of a class " + namePrefix + "…");
  }

  /**
   * Tells whether a thread is parked on an object of a library's own.
   *
   * @param thread the thread
   * @param namePrefix what the name of the class of the object begins with
   * @return true if so
   * @throws AssertionError if the thread has ended
   * @throws NullPointerException if an argument is null
   */
  public static boolean isParkedIn(Thread thread, String namePrefix) {
    Objects.requireNonNull(thread, "thread");
    Predicate<Object> right = ofClass(namePrefix);
    failIfEnded(thread);
    return isParkedOn(thread, right);
  }

  /**
   * Waits until a thread waits within a method of a class, which may have called others for that:
   * for a wait that has no blocker, such as a pause between two looks.
   *
   * @param thread the thread
   * @param type the very class
   * @throws AssertionError if it ends or does not come to wait there in time
   * @throws NullPointerException if an argument is null
   */
  public static void awaitWithin(Thread thread, Class<?> type) {
    Objects.requireNonNull(type, "type");
    await(thread, waiting -> isWaitingWithin(waiting, type), "to wait within " + type.getName());
  }

  /**
   * Waits until a thread is blocked at a monitor: at the entry of {@code synchronized}, or back
   * from {@code Object.wait}.
   *
   * @param thread the thread
   * @throws AssertionError if it ends or is not blocked in time
   * @throws NullPointerException if {@code thread} is null
   */
  public static void awaitBlockedOnMonitor(Thread thread) {
    await(
        thread,
        blocked -> blocked.getState() == Thread.State.BLOCKED,
        "to be blocked at a monitor");
  }

  private static void await(Thread thread, Predicate<Thread> condition, String description) {
    await(thread, condition, description, Threads.DEADLINE);
  }

  static void await(
      Thread thread, Predicate<Thread> condition, String description, Duration patience) {
    Objects.requireNonNull(thread, "thread");
    Polling.await(
        patience,
        () -> {
          failIfEnded(thread);
          return condition.test(thread);
        },
        () ->
            "\"%s\" %s\n%s"
                .formatted(thread.getName(), description, ThreadReport.describe(thread, "thread")));
  }

  private static Predicate<Object> ofClass(String namePrefix) {
    Objects.requireNonNull(namePrefix, "namePrefix");
    return blocker -> blocker.getClass().getName().startsWith(namePrefix);
  }

  /** Looks twice: between the looks the thread may have moved on to another wait. */
  @SuppressWarnings("ReferenceEquality") // the very object
  private static boolean isParkedOn(Thread thread, Predicate<Object> right) {
    Object blocker = LockSupport.getBlocker(thread);
    return blocker != null
        && right.test(blocker)
        && isWaiting(thread)
        && LockSupport.getBlocker(thread) == blocker;
  }

  static boolean isWaiting(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  private static boolean isWaitingWithin(Thread thread, Class<?> type) {
    return isWaiting(thread)
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(type.getName()));
  }

  private static boolean isWaitingOrFail(Thread thread) {
    failIfEnded(thread);
    return isWaiting(thread);
  }

  private static void failIfEnded(Thread thread) {
    if (thread.getState() == Thread.State.TERMINATED) {
      throw new AssertionError(thread + " has ended, and does not wait");
    }
  }
}
