package io.sluice.channel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The alternative of a {@link Select} that sends. It is ready when the value can be sent, and when
 * the channel is closed: chosen then, the select throws {@link ChannelClosedException}.
 *
 * <p>The case keeps its value: chosen again without a new {@linkplain #value(Object) value}, it
 * sends the same one again.
 *
 * @param <T> the type of the channel's elements
 * @since 0.1.0
 */
public final class SendCase<T> extends SelectCase<T> {

  private T value;

  /** Whether the last run chose this case because its channel is closed. */
  private boolean foundClosed;

  SendCase(@Nullable AbstractChannel<T> channel, T value) {
    super(channel);
    this.value = value;
  }

  /**
   * Sets the value that the following selects send.
   *
   * @param next the next value to send
   * @return this case
   * @throws NullPointerException if {@code next} is null
   */
  public SendCase<T> value(T next) {
    value = Objects.requireNonNull(next, "next");
    return this;
  }

  @Override
  public SendCase<T> enabled(boolean enable) {
    super.enabled(enable);
    return this;
  }

  @Override
  void reset() {
    foundClosed = false;
  }

  @Override
  boolean isReady() {
    return Objects.requireNonNull(channel).canSend();
  }

  @Override
  boolean tryCommit() {
    AbstractChannel<T> target = Objects.requireNonNull(channel);
    foundClosed = target.closed() != null;
    return foundClosed || target.sendNow(value);
  }

  @Override
  void enqueue(Waiter leader) {
    waiter.follow(leader);
    waiter.element = value;
    Objects.requireNonNull(channel).addSender(waiter);
  }

  @Override
  void dequeue() {
    Objects.requireNonNull(channel).removeSender(waiter);
    waiter.element = null;
  }

  @Override
  void complete() {
    foundClosed = Objects.requireNonNull(channel).isCloseMarker(waiter.element);
    waiter.element = null;
  }

  @Override
  void chosen() {
    if (foundClosed) {
      throw Objects.requireNonNull(channel).closedException("send on");
    }
  }

  @Override
  public String toString() {
    return "send to " + (channel == null ? "Channel.never()" : channel);
  }
}
