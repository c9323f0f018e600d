package io.sluice.scope;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A task that a {@link Scope} has started.
 *
 * @param <T> the type of the result
 * @since 0.1.0
 */
public sealed interface Subtask<T extends @Nullable Object> permits ForkedTask {

  /**
   * Waits for the task and returns its result. The wait ends early if the scope is cancelled.
   *
   * @return the result
   * @throws ExecutionException if the task failed; its failure is the cause
   * @throws InterruptedException if the scope is cancelled before the task has ended, or the task
   *     was cancelled (both a {@link io.sluice.context.CancelledException}), or this thread is
   *     interrupted
   * @throws IllegalStateException if called by the task itself
   */
  T join() throws InterruptedException, ExecutionException;

  /**
   * Waits for the task and tells how it ended. The wait ends early if the scope is cancelled.
   *
   * @return the outcome
   * @throws InterruptedException if the scope is cancelled before the task has ended (a {@link
   *     io.sluice.context.CancelledException}), or this thread is interrupted
   * @throws IllegalStateException if called by the task itself
   */
  Outcome<T> await() throws InterruptedException;

  /**
   * Tells how the task ended, without waiting.
   *
   * @return the outcome, or empty while the task runs
   */
  Optional<Outcome<T>> outcome();

  /**
   * Returns the name of the task, which is that of its thread.
   *
   * @return the name
   */
  String name();
}
