package io.sluice.channel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The alternative of a {@link Select} that receives. It is ready when a value can be received, and
 * when the channel is closed and drained.
 *
 * <p>What it received is kept until the case takes part in the next select; one that is refused on
 * entry, because its thread is interrupted or its signal done, does not count.
 *
 * @param <T> the type of the channel's elements
 * @since 0.1.0
 */
public final class ReceiveCase<T> extends SelectCase<T> {

  /** What the last run received: a value, the channel's close marker, or null if not chosen. */
  private @Nullable Object outcome;

  ReceiveCase(@Nullable AbstractChannel<T> channel) {
    super(channel);
  }

  @Override
  public ReceiveCase<T> enabled(boolean enable) {
    super.enabled(enable);
    return this;
  }

  /**
   * Returns the value received by the last select, which chose this case.
   *
   * @return the value
   * @throws ChannelClosedException if the channel was found closed and drained; ask {@link
   *     #isClosed()} first
   * @throws IllegalStateException if the last select did not choose this case
   */
  @SuppressWarnings("unchecked") // an outcome that is not the marker is a T
  public T value() {
    if (outcome == null) {
      throw new IllegalStateException("the last select did not choose this case");
    }
    if (isClosed()) {
      throw Objects.requireNonNull(channel).closedException("receive on");
    }
    return (T) outcome;
  }

  /**
   * Tells whether the last select chose this case because its channel is closed and drained.
   *
   * @return true if there is no value, and never will be
   */
  public boolean isClosed() {
    return outcome != null && Objects.requireNonNull(channel).isCloseMarker(outcome);
  }

  /**
   * Returns what the last select received.
   *
   * @return a {@link Received.Value} or {@link Received.Closed} if the last select chose this case,
   *     else {@link Received.Empty}
   */
  public Received<T> received() {
    return outcome == null
        ? Received.Empty.instance()
        : Objects.requireNonNull(channel).received(outcome);
  }

  @Override
  void reset() {
    outcome = null;
  }

  @Override
  boolean isReady() {
    return Objects.requireNonNull(channel).canReceive();
  }

  @Override
  boolean tryCommit() {
    outcome = Objects.requireNonNull(channel).receiveNow();
    return outcome != null;
  }

  @Override
  void enqueue(Waiter leader) {
    waiter.follow(leader);
    Objects.requireNonNull(channel).addReceiver(waiter);
  }

  @Override
  void dequeue() {
    Objects.requireNonNull(channel).removeReceiver(waiter);
    waiter.element = null;
  }

  @Override
  void complete() {
    outcome = waiter.element;
    waiter.element = null;
  }

  @Override
  void chosen() {}

  @Override
  public String toString() {
    return "receive from " + (channel == null ? "Channel.never()" : channel);
  }
}
