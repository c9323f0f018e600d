package io.sluice.channel;

import java.util.Collection;
import java.util.Objects;
import java.util.Spliterator;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The loops over a receiving side: range, drain, stream. Each is a loop around one single receive,
 * so that leaving it at any point leaves the channel as if that many receives had been made.
 */
final class RangeLoop {

  private RangeLoop() {}

  static <T, X extends Exception> void forEach(
      ReceiveChannel<T> channel, ThrowingConsumer<? super T, X> action)
      throws InterruptedException, X {
    Objects.requireNonNull(action, "action");
    for (T value = next(channel.receiveOrClosed());
        value != null;
        value = next(channel.receiveOrClosed())) {
      action.accept(value);
    }
  }

  static <T, X extends Exception> void forEach(
      ReceiveChannel<T> channel, CancelSignal signal, ThrowingConsumer<? super T, X> action)
      throws InterruptedException, X {
    Objects.requireNonNull(signal, "signal");
    Objects.requireNonNull(action, "action");
    for (T value = next(channel.receiveOrClosed(signal));
        value != null;
        value = next(channel.receiveOrClosed(signal))) {
      action.accept(value);
    }
  }

  static <T> int drain(ReceiveChannel<T> channel, Collection<? super T> sink, int max) {
    Objects.requireNonNull(sink, "sink");
    if (max < 0) {
      throw new IllegalArgumentException("max is negative: " + max);
    }
    int moved = 0;
    while (moved < max) {
      T value = channel.tryReceive().orNull();
      if (value == null) {
        break;
      }
      sink.add(value);
      moved++;
    }
    return moved;
  }

  static <T> Stream<T> stream(ReceiveChannel<T> channel) {
    return StreamSupport.stream(new Values<>(channel), false);
  }

  /** The value received, null at an ordinary end; a close with a cause is none. */
  private static <T> @Nullable T next(Received<T> received) {
    if (received instanceof Received.Closed<T>(Throwable cause) && cause != null) {
      return received.orElseThrow();
    }
    return received.orNull();
  }

  /** Never splits: a split would have to receive ahead of what the stream consumes. */
  private record Values<T>(ReceiveChannel<T> channel) implements Spliterator<T> {

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
      Objects.requireNonNull(action, "action");
      T value;
      try {
        value = next(channel.receiveOrClosed());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        CancellationException cancelled =
            new CancellationException("interrupted while streaming from " + channel);
        cancelled.initCause(e);
        throw cancelled;
      }
      if (value == null) {
        return false;
      }
      action.accept(value);
      return true;
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
      return null;
    }

    @Override
    public long estimateSize() {
      return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
      return ORDERED | NONNULL;
    }
  }
}
