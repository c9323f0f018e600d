package io.sluice.testkit.stress;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * How a thread of a test ends: with a result or with an exception, and interrupted or not.
 *
 * <p>Whatever waits for the end gives up after {@link Threads#DEADLINE}, with an {@link
 * AssertionError} whose stack trace is the hanging thread's.
 *
 * @param <T> the type of the result
 * @since 0.1.0
 */
public final class Outcome<T extends @Nullable Object> {

  private final Thread thread;
  private final Duration deadline;

  /** Written by the thread before it ends, read after it was joined; so are the other two. */
  private @Nullable T result;

  private @Nullable Throwable failure;
  private boolean interrupted;

  Outcome(ThreadKind kind, Callable<? extends T> task, Duration deadline) {
    thread = kind.unstarted(() -> run(task));
    this.deadline = deadline;
  }

  private void run(Callable<? extends T> task) {
    try {
      result = task.call();
    } catch (Throwable e) {
      failure = e;
    } finally {
      interrupted = Thread.currentThread().isInterrupted();
    }
  }

  /**
   * Returns the thread.
   *
   * @return the thread whose end this is
   */
  public Thread thread() {
    return thread;
  }

  /**
   * Tells whether the thread has ended.
   *
   * @return true if so
   */
  public boolean isDone() {
    return !thread.isAlive();
  }

  /**
   * Waits for the end and returns the result.
   *
   * @return what the task returned
   * @throws AssertionError if the task threw, with what it threw as the cause; if the thread does
   *     not end in time; if the calling thread is interrupted, whose interrupt status is then set
   */
  @SuppressWarnings("NullAway") // without a failure, the result is the task's: as null as T may be
  public T result() {
    join();
    if (failure != null) {
      throw new AssertionError(thread + " failed", failure);
    }
    return result;
  }

  /**
   * Waits for the end and returns the exception.
   *
   * @return what the task threw
   * @throws AssertionError if the task returned; if the thread does not end in time; if the calling
   *     thread is interrupted, whose interrupt status is then set
   */
  public Throwable failure() {
    join();
    if (failure == null) {
      throw new AssertionError(thread + " did not fail; its result is " + result);
    }
    return failure;
  }

  /**
   * Waits for the end and tells whether the interrupt status was set then.
   *
   * @return true if the task left the status set
   * @throws AssertionError if the thread does not end in time; if the calling thread is
   *     interrupted, whose interrupt status is then set
   */
  public boolean endedInterrupted() {
    join();
    return interrupted;
  }

  /** Names what the task threw, if it did, as the cause of a failure to meet the thread alive. */
  void explain(AssertionError error) {
    if (isDone() && failure != null && error.getCause() == null) {
      error.initCause(failure);
    }
  }

  private void join() {
    try {
      if (!thread.join(deadline)) {
        AssertionError hang =
            new AssertionError(
                "did not end, it hangs here: " + ThreadReport.headline(thread, "thread"));
        hang.setStackTrace(thread.getStackTrace());
        throw hang;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while joining " + thread, e);
    }
  }
}
