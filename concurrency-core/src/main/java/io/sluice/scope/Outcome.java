package io.sluice.scope;

import io.sluice.context.CancelledException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended: {@link Success}, {@link Failure} or {@link Cancelled}.
 *
 * @param <T> the type of the result
 * @since 0.1.0
 */
public sealed interface Outcome<T extends @Nullable Object> {

  /**
   * Tells whether the task succeeded.
   *
   * @return true for {@link Success}
   */
  default boolean isSuccess() {
    return this instanceof Success;
  }

  /**
   * Returns the result or throws what there is instead.
   *
   * @return the result
   * @throws ExecutionException if the task failed; its failure is the cause
   * @throws CancelledException if the task was cancelled
   */
  T get() throws ExecutionException, CancelledException;

  /**
   * The task returned a result.
   *
   * @param <T> the type of the result
   * @param value the result
   * @since 0.1.0
   */
  record Success<T extends @Nullable Object>(T value) implements Outcome<T> {
    @Override
    public T get() {
      return value;
    }
  }

  /**
   * The task threw something.
   *
   * @param <T> the type of the result
   * @param cause what it threw
   * @since 0.1.0
   */
  record Failure<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {
    /**
     * Makes a failure.
     *
     * @param cause what the task threw
     * @throws NullPointerException if {@code cause} is null
     */
    public Failure {
      Objects.requireNonNull(cause, "cause");
    }

    @Override
    public T get() throws ExecutionException {
      throw new ExecutionException(cause);
    }
  }

  /**
   * The task was cancelled: it ended because its scope did, or was never started.
   *
   * @param <T> the type of the result
   * @param cause why
   * @since 0.1.0
   */
  record Cancelled<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {
    /**
     * Makes an outcome.
     *
     * @param cause why the task was cancelled
     * @throws NullPointerException if {@code cause} is null
     */
    public Cancelled {
      Objects.requireNonNull(cause, "cause");
    }

    @Override
    public T get() throws CancelledException {
      throw new CancelledException("the task was cancelled", cause);
    }
  }
}
