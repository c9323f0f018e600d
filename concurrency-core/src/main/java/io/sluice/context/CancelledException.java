package io.sluice.context;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A call ended because its context did. It is an {@link InterruptedException}: code that knows how
 * to be interrupted knows how to be cancelled. The interrupt status of the thread is not touched,
 * so there is nothing to restore: code that catches an interrupt to set the status again should let
 * this one pass, or else it turns a cancellation into an interrupt of what the thread does next.
 *
 * <p>{@link #getCause()} is what {@link CancellableContext#cancel(Throwable)} was given, if
 * anything.
 *
 * @since 0.1.0
 */
public sealed class CancelledException extends InterruptedException
    permits DeadlineExceededException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message tells what was cancelled
   * @param cause why, or null
   */
  public CancelledException(String message, @Nullable Throwable cause) {
    super(message);
    if (cause != null) {
      initCause(cause);
    }
  }
}
