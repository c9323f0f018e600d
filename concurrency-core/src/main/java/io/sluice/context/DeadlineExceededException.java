package io.sluice.context;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A call ended because the deadline of its context passed.
 *
 * @since 0.1.0
 */
public final class DeadlineExceededException extends CancelledException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message tells which deadline passed
   * @param cause why, or null
   */
  public DeadlineExceededException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
