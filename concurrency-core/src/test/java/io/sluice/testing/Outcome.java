package io.sluice.testing;

import java.util.concurrent.Callable;

/** How a thread of a test ends: with a result or with an exception, and interrupted or not. */
public final class Outcome<T> {

  private final Thread thread;

  /** Written by the thread before it ends, read after it was joined. */
  private T result;

  private Throwable failure;
  private boolean interrupted;

  Outcome(ThreadKind kind, Callable<? extends T> task) {
    thread = kind.unstarted(() -> run(task));
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

  public Thread thread() {
    return thread;
  }

  /** Tells whether the thread has ended. */
  public boolean isDone() {
    return !thread.isAlive();
  }

  /** Waits for the end and returns the result; fails if there was an exception. */
  public T result() {
    join();
    if (failure != null) {
      throw new AssertionError(thread + " failed", failure);
    }
    return result;
  }

  /** Waits for the end and returns the exception; fails if there was none. */
  public Throwable failure() {
    join();
    if (failure == null) {
      throw new AssertionError(thread + " did not fail; its result is " + result);
    }
    return failure;
  }

  /** Waits for the end and tells whether the interrupt status was set then. */
  public boolean endedInterrupted() {
    join();
    return interrupted;
  }

  private void join() {
    try {
      if (!thread.join(Threads.DEADLINE)) {
        AssertionError hang = new AssertionError(thread + " did not end, it hangs here");
        hang.setStackTrace(thread.getStackTrace());
        throw hang;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while joining " + thread, e);
    }
  }
}
