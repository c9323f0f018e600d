package io.sluice.testkit.simulation;

/**
 * A simulation cannot go on, because a thread of it waits for what is not part of it, such as a
 * socket's peer.
 *
 * @since 0.1.0
 */
public final class BlockedOutsideError extends AssertionError {

  private static final long serialVersionUID = 1L;

  BlockedOutsideError(String message) {
    super(message, null);
  }
}
