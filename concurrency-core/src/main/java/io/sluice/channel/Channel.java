package io.sluice.channel;

import java.util.List;

/**
 * A typed conduit between threads: Go's {@code chan T}. Values are never null, are received in the
 * order in which they were sent, each by exactly one receiver.
 *
 * {@snippet class="io.sluice.snippets.ChannelSnippets" region="channel"}
 *
 * <p>Hand a channel on as what the other side needs: as a {@link SendChannel} or a {@link
 * ReceiveChannel}, by plain assignment or, where it must not be cast back, by {@link #asSend()} and
 * {@link #asReceive()}.
 *
 * @param <T> the type of the elements; never null
 * @since 0.1.0
 */
public sealed interface Channel<T> extends SendChannel<T>, ReceiveChannel<T>
    permits AbstractChannel, NeverChannel {

  /**
   * Makes an unbuffered channel: a send completes when a receiver takes its value (rendezvous).
   *
   * @param <T> the type of the elements
   * @return a new channel of capacity 0
   */
  static <T> Channel<T> unbuffered() {
    return new RendezvousChannel<>();
  }

  /**
   * Makes a channel with a bounded buffer: a send waits only while the buffer is full. The buffer
   * is allocated as it fills, so an unused channel costs the same whatever its capacity.
   *
   * @param capacity how many values the channel holds without a receiver; 0 makes an {@linkplain
   *     #unbuffered() unbuffered} channel
   * @param <T> the type of the elements
   * @return a new channel
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  static <T> Channel<T> buffered(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity is negative: " + capacity);
    }
    return capacity == 0 ? unbuffered() : new BufferedChannel<>(capacity);
  }

  /**
   * Makes a channel with an unbounded buffer: a send never waits. Nothing slows a sender that is
   * faster than its receivers, other than memory; prefer {@link #buffered(int)} where you can name
   * a bound.
   *
   * @param <T> the type of the elements
   * @return a new channel
   */
  static <T> Channel<T> unlimited() {
    return new UnlimitedChannel<>();
  }

  /**
   * Makes a channel that keeps the latest value only: a send never waits, and replaces a value that
   * nobody has received yet. For state of which only the newest version matters.
   *
   * @param <T> the type of the elements
   * @return a new channel of capacity 1
   */
  static <T> Channel<T> conflated() {
    return new ConflatedChannel<>();
  }

  /**
   * Returns a channel on which every operation waits for ever, interruptibly: Go's nil channel. The
   * forms that do not wait report that they would have to. It cannot be closed.
   *
   * @param <T> the type of the elements
   * @return the never-channel
   */
  static <T> Channel<T> never() {
    return NeverChannel.instance();
  }

  /**
   * Returns the sending side alone: a view that cannot be cast to the receiving side.
   *
   * @return a send-only view of this channel
   */
  SendChannel<T> asSend();

  /**
   * Returns the receiving side alone: a view that cannot be cast to the sending side, and so cannot
   * close.
   *
   * @return a receive-only view of this channel
   */
  ReceiveChannel<T> asReceive();

  /**
   * Closes the channel if it is open, and takes out what nobody will receive any more: the values
   * buffered at the close that no concurrent receiver gets. Values of waiting senders are not among
   * them; those senders throw and so know it.
   *
   * @return the values, in the order in which they were sent; a modifiable list of the caller's
   */
  List<T> closeAndDrain();
}
