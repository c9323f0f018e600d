package io.sluice.channel;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a send on a closed channel, by a second close, and by a receive that asks for a value
 * when the channel is closed and drained.
 *
 * <p>Its {@linkplain #getCause() cause} is the one that the channel was {@linkplain
 * SendChannel#close(Throwable) closed with}; null if it was closed without one. The channel stays
 * usable: what is buffered can still be received.
 *
 * @since 0.1.0
 */
public class ChannelClosedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message which operation found which channel closed
   * @param cause what the channel was closed with; null if it was closed without a cause
   */
  public ChannelClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
