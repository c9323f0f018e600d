package io.sluice.channel;

import java.time.Duration;

/** The receiving side of a channel and nothing else: it cannot be cast to what it wraps. */
final class ReceiveView<T> implements ReceiveChannel<T> {

  private final Channel<T> channel;

  ReceiveView(Channel<T> channel) {
    this.channel = channel;
  }

  @Override
  public T receive() throws InterruptedException {
    return channel.receive();
  }

  @Override
  public T receive(CancelSignal signal) throws InterruptedException {
    return channel.receive(signal);
  }

  @Override
  public Received<T> receiveOrClosed() throws InterruptedException {
    return channel.receiveOrClosed();
  }

  @Override
  public Received<T> receiveOrClosed(CancelSignal signal) throws InterruptedException {
    return channel.receiveOrClosed(signal);
  }

  @Override
  public Received<T> tryReceive() {
    return channel.tryReceive();
  }

  @Override
  public Received<T> tryReceive(Duration timeout) throws InterruptedException {
    return channel.tryReceive(timeout);
  }

  @Override
  public ReceiveCase<T> receiveCase() {
    return channel.receiveCase();
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
    return channel + ".asReceive()";
  }
}
