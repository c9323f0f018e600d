package io.sluice.channel;

import io.sluice.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Go's nil channel: sends and receives wait for ever (rule 9). There is one instance; nobody can
 * wake those who wait at it, so they stand in no queue, and a thread that waits here for ever is
 * kept alive by nothing.
 */
final class NeverChannel<T> implements Channel<T>, Waiter.Blocked {

  private static final NeverChannel<?> INSTANCE = new NeverChannel<>();

  private NeverChannel() {}

  @SuppressWarnings("unchecked") // holds no T
  static <T> NeverChannel<T> instance() {
    return (NeverChannel<T>) INSTANCE;
  }

  @Override
  public void send(T value) throws InterruptedException {
    Objects.requireNonNull(value, "value");
    throw waitForEver(null);
  }

  @Override
  public void send(CancelSignal signal, T value) throws InterruptedException {
    Objects.requireNonNull(signal, "signal");
    Objects.requireNonNull(value, "value");
    throw waitForEver(signal);
  }

  @Override
  public boolean trySend(T value) {
    Objects.requireNonNull(value, "value");
    return false;
  }

  @Override
  public boolean trySend(T value, Duration timeout) throws InterruptedException {
    Objects.requireNonNull(value, "value");
    waitFor(timeout);
    return false;
  }

  @Override
  public T receive() throws InterruptedException {
    throw waitForEver(null);
  }

  @Override
  public T receive(CancelSignal signal) throws InterruptedException {
    throw waitForEver(Objects.requireNonNull(signal, "signal"));
  }

  @Override
  public Received<T> receiveOrClosed() throws InterruptedException {
    throw waitForEver(null);
  }

  @Override
  public Received<T> receiveOrClosed(CancelSignal signal) throws InterruptedException {
    throw waitForEver(Objects.requireNonNull(signal, "signal"));
  }

  @Override
  public Received<T> tryReceive() {
    return Received.Empty.instance();
  }

  @Override
  public Received<T> tryReceive(Duration timeout) throws InterruptedException {
    waitFor(timeout);
    return Received.Empty.instance();
  }

  /** Nobody can claim the waiter, so the wait ends by an exception or not at all. */
  private AssertionError waitForEver(@Nullable CancelSignal signal) throws InterruptedException {
    Interruption.check(signal);
    newWaiter().await(this, signal, false, 0);
    return new AssertionError("a wait at a never-channel was claimed");
  }

  private void waitFor(Duration timeout) throws InterruptedException {
    long nanos = TimeSource.saturatedNanos(Objects.requireNonNull(timeout, "timeout"));
    Interruption.check(null);
    if (nanos > 0) {
      newWaiter().await(this, null, true, TimeSource.nanoTime() + nanos);
    }
  }

  private static Waiter newWaiter() {
    Waiter waiter = new Waiter();
    waiter.lead();
    return waiter;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("close of a never-channel");
  }

  @Override
  public void close(Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    close();
  }

  @Override
  public boolean tryClose(@Nullable Throwable cause) {
    return false;
  }

  @Override
  public List<T> closeAndDrain() {
    return new ArrayList<>();
  }

  @Override
  public SendChannel<T> asSend() {
    return new SendView<>(this);
  }

  @Override
  public ReceiveChannel<T> asReceive() {
    return new ReceiveView<>(this);
  }

  @Override
  public SendCase<T> sendCase(T value) {
    return new SendCase<>(null, Objects.requireNonNull(value, "value"));
  }

  @Override
  public ReceiveCase<T> receiveCase() {
    return new ReceiveCase<>(null);
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public int capacity() {
    return 0;
  }

  @Override
  public long nanosUntilDue() {
    return Long.MAX_VALUE;
  }

  @Override
  public void deliverDue() {}

  @Override
  public String toString() {
    return "Channel.never()";
  }
}
