package io.sluice.scope;

import java.io.Serial;
import java.util.concurrent.ExecutionException;

/**
 * A scope failed. {@link #getCause()} is the first failure, of the body or of a task; {@link
 * #getSuppressed()} has those that came after it.
 *
 * @since 0.1.0
 */
public final class ScopeFailedException extends ExecutionException {

  @Serial private static final long serialVersionUID = 1L;

  ScopeFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
