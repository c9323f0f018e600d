package io.sluice.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The sending side of a channel and nothing else: it cannot be cast to what it wraps. */
final class SendView<T> implements SendChannel<T> {

  private final Channel<T> channel;

  SendView(Channel<T> channel) {
    this.channel = channel;
  }

  @Override
  public void send(T value) throws InterruptedException {
    channel.send(value);
  }

  @Override
  public void send(CancelSignal signal, T value) throws InterruptedException {
    channel.send(signal, value);
  }

  @Override
  public boolean trySend(T value) {
    return channel.trySend(value);
  }

  @Override
  public boolean trySend(T value, Duration timeout) throws InterruptedException {
    return channel.trySend(value, timeout);
  }

  @Override
  public void close() {
    channel.close();
  }

  @Override
  public void close(Throwable cause) {
    channel.close(cause);
  }

  @Override
  public boolean tryClose(@Nullable Throwable cause) {
    return channel.tryClose(cause);
  }

  @Override
  public SendCase<T> sendCase(T value) {
    return channel.sendCase(value);
  }

  @Override
  public int size() {
    return channel.size();
  }

  @Override
  public int capacity() {
    return channel.capacity();
  }

  @Override
  public String toString() {
    return channel + ".asSend()";
  }
}
