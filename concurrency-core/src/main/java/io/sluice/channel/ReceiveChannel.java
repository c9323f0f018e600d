package io.sluice.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * The receiving side of a channel: Go's {@code <-chan T}. It cannot close.
 *
 * <h2>Waiting</h2>
 *
 * Values are received in the order in which they were sent. A receive that finds none waits,
 * parked, in the order of arrival. Waiting receivers are served first come, first served, by direct
 * hand-off; a woken receiver never has to compete again.
 *
 * <h2>Cancel safety</h2>
 *
 * A receive that throws {@link InterruptedException} (cancellation is one) or reports {@link
 * Received.Empty} has received <em>nothing</em>: no value is lost with it. If the hand-over won the
 * race against an interrupt, the receive returns the value and the interrupt status stays set.
 *
 * <h2>Memory consistency</h2>
 *
 * See {@link SendChannel}.
 *
 * <p>All methods may be called by any thread, virtual or platform, at any time.
 *
 * @param <T> the type of the elements; never null
 * @since 0.1.0
 */
public sealed interface ReceiveChannel<T> permits Channel, ReceiveView {

  /**
   * Receives a value, waiting for as long as it takes.
   *
   * @return the value
   * @throws ChannelClosedException if the channel is closed and drained, now or while this receive
   *     waits; carries the cause of the close
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was received
   */
  T receive() throws InterruptedException;

  /**
   * Receives a value, waiting until one comes or a signal is given. The signal is asked first: once
   * it is done, nothing is received even if a value is there.
   *
   * @param signal ends the wait, usually a context
   * @return the value
   * @throws ChannelClosedException if the channel is closed and drained, now or while this receive
   *     waits; carries the cause of the close
   * @throws InterruptedException the signal's own exception if it is done, on entry or while this
   *     receive waits, or a plain one if the thread is interrupted; nothing was received
   * @throws NullPointerException if {@code signal} is null
   */
  T receive(CancelSignal signal) throws InterruptedException;

  /**
   * Receives a value or the news that the channel is closed and drained, waiting for as long as it
   * takes: Go's {@code v, ok := <-ch}.
   *
   * @return a {@link Received.Value} or a {@link Received.Closed}
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was received
   */
  Received<T> receiveOrClosed() throws InterruptedException;

  /**
   * Receives a value or the news that the channel is closed and drained, waiting until then or
   * until a signal is given. The signal is asked first.
   *
   * @param signal ends the wait, usually a context
   * @return a {@link Received.Value} or a {@link Received.Closed}
   * @throws InterruptedException the signal's own exception if it is done, on entry or while this
   *     receive waits, or a plain one if the thread is interrupted; nothing was received
   * @throws NullPointerException if {@code signal} is null
   */
  Received<T> receiveOrClosed(CancelSignal signal) throws InterruptedException;

  /**
   * Receives a value if that is possible without waiting: one is buffered, or a sender waits. Never
   * reports {@link Received.Empty} while a value was there, nor {@link Received.Closed} while one
   * is buffered.
   *
   * @return a {@link Received.Value}, {@link Received.Closed} or {@link Received.Empty}
   */
  Received<T> tryReceive();

  /**
   * Receives a value, waiting at most for the given time. No thread and no timer beyond the
   * thread's own park is spent on the timeout.
   *
   * @param timeout the longest time to wait, honoured to the nanosecond; not positive: do not wait
   * @return a {@link Received.Value}, a {@link Received.Closed}, or {@link Received.Empty} if the
   *     time ran out
   * @throws InterruptedException if the thread is interrupted on entry or while it waits; nothing
   *     was received
   * @throws NullPointerException if {@code timeout} is null
   */
  Received<T> tryReceive(Duration timeout) throws InterruptedException;

  /**
   * Receives until the channel is closed and drained: Go's {@code for v := range ch}. Leaving the
   * loop early, by an exception, does not close the channel.
   *
   * @param action handles each value
   * @param <X> the type of exception that the action may throw
   * @throws ChannelClosedException after the last value, if the channel was closed <em>with a
   *     cause</em>: a failure of the sending side does not pass for an ordinary end
   * @throws InterruptedException if the thread is interrupted; what was received has been handled
   * @throws X if the action throws it; the value that it was given is the last one received
   * @throws NullPointerException if {@code action} is null
   */
  default <X extends Exception> void forEach(ThrowingConsumer<? super T, X> action)
      throws InterruptedException, X {
    RangeLoop.forEach(this, action);
  }

  /**
   * Receives until the channel is closed and drained, or a signal is given. Otherwise like {@link
   * #forEach(ThrowingConsumer)}.
   *
   * @param signal ends the loop, usually a context; asked before each value
   * @param action handles each value
   * @param <X> the type of exception that the action may throw
   * @throws ChannelClosedException after the last value, if the channel was closed with a cause
   * @throws InterruptedException the signal's own exception if it is done, or a plain one if the
   *     thread is interrupted; what was received has been handled
   * @throws X if the action throws it; the value that it was given is the last one received
   * @throws NullPointerException if an argument is null
   */
  default <X extends Exception> void forEach(
      CancelSignal signal, ThrowingConsumer<? super T, X> action) throws InterruptedException, X {
    RangeLoop.forEach(this, signal, action);
  }

  /**
   * Moves what is there into a collection, without ever waiting: buffered values, then those of
   * waiting senders, which are released. Values are received one by one, in order; others may
   * receive in between.
   *
   * @param sink where the values are added
   * @param max the largest number of values to move
   * @return how many were moved; 0 if none was there or the channel is closed and drained
   * @throws IllegalArgumentException if {@code max} is negative
   * @throws NullPointerException if {@code sink} is null
   * @throws RuntimeException what {@code sink.add} throws; the value it refused has been received,
   *     all later ones stay in the channel
   */
  default int drainTo(Collection<? super T> sink, int max) {
    return RangeLoop.drain(this, sink, max);
  }

  /**
   * Returns a lazy, sequential, ordered stream of the values received until the channel is closed
   * and drained. Every terminal operation receives as many values as it needs, and no more; leaving
   * a value unread does not close the channel.
   *
   * <p>A terminal operation throws {@link java.util.concurrent.CancellationException} if its thread
   * is interrupted while it waits, with the interrupt status set again, and {@link
   * ChannelClosedException} if the channel was closed with a cause.
   *
   * @return a stream that receives from this channel
   */
  default Stream<T> stream() {
    return RangeLoop.stream(this);
  }

  /**
   * Makes a reusable case that receives from this channel, for {@link Select}.
   *
   * @return a new case, to be used by one thread at a time
   */
  ReceiveCase<T> receiveCase();

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
