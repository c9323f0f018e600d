package io.sluice.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a channel: Go's {@code chan<- T}. Only this side closes.
 *
 * <h2>Waiting</h2>
 *
 * A send completes when a receiver takes the value directly or the buffer has room for it; until
 * then it waits, parked, in the order of arrival. Waiting senders are served first come, first
 * served, by direct hand-off; a woken sender never has to compete again.
 *
 * <h2>Cancel safety</h2>
 *
 * A send that throws {@link InterruptedException} (cancellation is one) or {@link
 * ChannelClosedException}, or that returns false, has transferred <em>nothing</em>: the value still
 * belongs to the caller. If the hand-over won the race against an interrupt, the send returns
 * normally and the interrupt status stays set.
 *
 * <h2>Memory consistency</h2>
 *
 * What a thread did before it sent a value happens-before what another thread does after it
 * received that value. What it did before it closed the channel happens-before what another thread
 * does after it found the channel closed. On an unbuffered channel the receive also happens-before
 * the completion of its send; on one of capacity <i>C</i> the <i>k</i>-th receive happens-before
 * the completion of the (<i>k</i>+<i>C</i>)-th send, so that a channel of capacity 1 can serve as a
 * mutex. {@link #size()} and failed try-operations promise no such edge.
 *
 * <p>All methods may be called by any thread, virtual or platform, at any time. The rules are those
 * of Go's channels; see <a href="https://go.dev/ref/spec#Channel_types">The Go Programming Language
 * Specification</a> and <a href="https://go.dev/ref/mem">The Go Memory Model</a>.
 *
 * @param <T> the type of the elements; never null
 * @since 0.1.0
 */
public sealed interface SendChannel<T> permits Channel, SendView {

  /**
   * Sends a value, waiting for as long as it takes.
   *
   * @param value the value to send
   * @throws ChannelClosedException if the channel is closed, or is closed while this send waits;
   *     the value was not sent
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; the value
   *     was not sent
   * @throws NullPointerException if {@code value} is null
   */
  void send(T value) throws InterruptedException;

  /**
   * Sends a value, waiting until it is taken or a signal is given. The signal is asked first: once
   * it is done, nothing is sent even if the channel is ready.
   *
   * @param signal ends the wait, usually a context
   * @param value the value to send
   * @throws ChannelClosedException if the channel is closed, or is closed while this send waits;
   *     the value was not sent
   * @throws InterruptedException the signal's own exception if it is done, on entry or while this
   *     send waits, or a plain one if the thread is interrupted; the value was not sent
   * @throws NullPointerException if an argument is null
   */
  void send(CancelSignal signal, T value) throws InterruptedException;

  /**
   * Sends a value if that is possible without waiting: a receiver waits for it, or the buffer has
   * room. Never fails while it could have succeeded.
   *
   * @param value the value to send
   * @return true if it was sent, false if the send would have to wait
   * @throws ChannelClosedException if the channel is closed; the value was not sent
   * @throws NullPointerException if {@code value} is null
   */
  boolean trySend(T value);

  /**
   * Sends a value, waiting at most for the given time. No thread and no timer beyond the thread's
   * own park is spent on the timeout.
   *
   * @param value the value to send
   * @param timeout the longest time to wait, honoured to the nanosecond; not positive: do not wait
   * @return true if it was sent, false if the time ran out; the value was not sent then
   * @throws ChannelClosedException if the channel is closed, or is closed while this send waits;
   *     the value was not sent
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; the value
   *     was not sent
   * @throws NullPointerException if an argument is null
   */
  boolean trySend(T value, Duration timeout) throws InterruptedException;

  /**
   * Closes the channel: no further sends. What is buffered can still be received; after that
   * receives report the close. Every waiting receiver is woken and finds the channel closed; every
   * waiting sender is woken and throws, its value undelivered.
   *
   * @throws ChannelClosedException if the channel is closed already; where several parties may
   *     close, use {@link #tryClose}
   * @throws UnsupportedOperationException if this is a {@linkplain Channel#never() never-channel}
   */
  void close();

  /**
   * Closes the channel with a cause, which the receivers see after they have drained it: as {@link
   * Received.Closed#cause()} and as the cause of every {@link ChannelClosedException}. Otherwise
   * like {@link #close()}.
   *
   * @param cause why no more values come
   * @throws ChannelClosedException if the channel is closed already
   * @throws UnsupportedOperationException if this is a {@linkplain Channel#never() never-channel}
   * @throws NullPointerException if {@code cause} is null
   */
  void close(Throwable cause);

  /**
   * Closes the channel unless it is closed already: for many senders, of which the last or the
   * first to fail closes.
   *
   * @param cause why no more values come; null for an ordinary end
   * @return true if this call closed the channel; false if it was closed before (the earlier cause
   *     stands), and always on a {@linkplain Channel#never() never-channel}
   */
  boolean tryClose(@Nullable Throwable cause);

  /**
   * Makes a reusable case that sends to this channel, for {@link Select}.
   *
   * @param value the first value to send; {@link SendCase#value(Object)} sets the next
   * @return a new case, to be used by one thread at a time
   * @throws NullPointerException if {@code value} is null
   */
  SendCase<T> sendCase(T value);

  /**
   * Counts the buffered values; values of waiting senders are not among them. A snapshot for
   * monitoring: it may be outdated when it is returned.
   *
   * @return the number of buffered values; always 0 on an unbuffered channel
   */
  int size();

  /**
   * Returns how many values the channel can hold without a receiver.
   *
   * @return the capacity; 0 if unbuffered, {@link Integer#MAX_VALUE} if unlimited, 1 if conflated
   */
  int capacity();
}
