package io.sluice.channel;

import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a receive found: a value, that the channel is closed and drained, or, for the forms that do
 * not wait or wait only for a while, nothing. The counterpart of Go's {@code v, ok := <-ch}, told
 * apart by type:
 *
 * {@snippet class="io.sluice.snippets.ChannelSnippets" region="received"}
 *
 * @param <T> the type of the channel's elements
 * @since 0.1.0
 */
public sealed interface Received<T> {

  /**
   * A value that was received.
   *
   * @param value the value; never null
   * @param <T> the type of the channel's elements
   * @since 0.1.0
   */
  record Value<T>(T value) implements Received<T> {
    /**
     * Makes a received value.
     *
     * @throws NullPointerException if {@code value} is null
     */
    public Value {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public T orElse(T other) {
      return value;
    }

    @Override
    public T orNull() {
      return value;
    }

    @Override
    public T orElseThrow() {
      return value;
    }
  }

  /**
   * The channel is closed and drained: every later receive reports the same.
   *
   * @param cause what the channel was {@linkplain SendChannel#close(Throwable) closed with}; null
   *     if it was closed without a cause
   * @param <T> the type of the channel's elements
   * @since 0.1.0
   */
  record Closed<T>(@Nullable Throwable cause) implements Received<T> {
    @Override
    public T orElseThrow() {
      throw new ChannelClosedException("the channel is closed and drained", cause);
    }
  }

  /**
   * Nothing was there to receive, and the channel is open. There is one instance.
   *
   * @param <T> the type of the channel's elements
   * @since 0.1.0
   */
  final class Empty<T> implements Received<T> {

    private static final Empty<?> INSTANCE = new Empty<>();

    private Empty() {}

    /**
     * Returns the one instance.
     *
     * @param <T> the type of the channel's elements
     * @return the empty outcome
     */
    @SuppressWarnings("unchecked") // holds no T
    public static <T> Empty<T> instance() {
      return (Empty<T>) INSTANCE;
    }

    @Override
    public T orElseThrow() {
      throw new NoSuchElementException("no value was received");
    }

    @Override
    public String toString() {
      return "Empty[]";
    }
  }

  /**
   * Tells whether a value was received.
   *
   * @return true for a {@link Value}
   */
  default boolean isValue() {
    return this instanceof Value;
  }

  /**
   * Tells whether the channel is closed and drained.
   *
   * @return true for a {@link Closed}
   */
  default boolean isClosed() {
    return this instanceof Closed;
  }

  /**
   * Returns the value received, or another one where there is none.
   *
   * @param other what to return where no value was received
   * @return the value, or {@code other}
   */
  default T orElse(T other) {
    return other;
  }

  /**
   * Returns the value received, or null where there is none. Elements are never null, so null is
   * unambiguous.
   *
   * @return the value, or null
   */
  default @Nullable T orNull() {
    return null;
  }

  /**
   * Returns the value received, and insists that there is one.
   *
   * @return the value
   * @throws ChannelClosedException if the channel is closed and drained
   * @throws java.util.NoSuchElementException if nothing was received
   */
  T orElseThrow();
}
