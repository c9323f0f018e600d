package io.sluice.channel;

import io.sluice.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a channel: each enters the lock once, tries {@linkplain HandOff what can be
 * done without waiting}, and otherwise queues a {@link Waiter} and waits outside of the lock. A
 * woken waiter returns without taking the lock again; one that gave up takes it once, to leave its
 * queue. A try-operation that a look can refuse does not enter: who polls disturbs nobody.
 */
abstract sealed class AbstractChannel<T> extends HandOff<T> implements Channel<T>, Waiter.Blocked
    permits RendezvousChannel, BufferedChannel, UnlimitedChannel, ConflatedChannel, TimerChannel {

  AbstractChannel() {
    if (CreationSites.ENABLED) {
      CreationSites.record(this);
    }
  }

  // ---- sending ----

  @Override
  public void send(T value) throws InterruptedException {
    Objects.requireNonNull(value, "value");
    Interruption.check(null);
    sendOrWait(value, null, false, 0);
  }

  @Override
  public void send(CancelSignal signal, T value) throws InterruptedException {
    Objects.requireNonNull(signal, "signal");
    Objects.requireNonNull(value, "value");
    Interruption.check(signal);
    sendOrWait(value, signal, false, 0);
  }

  @Override
  public boolean trySend(T value, Duration timeout) throws InterruptedException {
    Objects.requireNonNull(value, "value");
    long nanos = TimeSource.saturatedNanos(Objects.requireNonNull(timeout, "timeout"));
    Interruption.check(null);
    return nanos <= 0
        ? trySend(value)
        : sendOrWait(value, null, true, TimeSource.nanoTime() + nanos);
  }

  @Override
  public boolean trySend(T value) {
    Objects.requireNonNull(value, "value");
    if (certainlyFull()) {
      return false;
    }
    boolean sent = false;
    boolean open;
    lock();
    try {
      open = closed() == null;
      if (open) {
        sent = sendNow(value);
      }
    } finally {
      unlockAndWake();
    }
    if (!open) {
      throw closedException("send on");
    }
    return sent;
  }

  private boolean sendOrWait(T value, @Nullable CancelSignal signal, boolean timed, long deadline)
      throws InterruptedException {
    Waiter waiter = null;
    boolean open;
    lock();
    try {
      open = closed() == null;
      if (open && !sendNow(value)) {
        waiter = new Waiter();
        waiter.element = value;
        waiter.lead();
        addSender(waiter);
      }
    } finally {
      unlockAndWake();
    }
    boolean sent = true;
    if (waiter != null) {
      sent = false;
      try {
        sent = waiter.await(this, signal, timed, deadline);
      } finally {
        if (!sent) {
          lock();
          removeSender(waiter);
          unlock();
        }
      }
      open = !sent || !isCloseMarker(waiter.element);
    }
    if (!open) {
      throw closedException("send on");
    }
    return sent;
  }

  // ---- receiving ----

  @Override
  public T receive() throws InterruptedException {
    Interruption.check(null);
    return valueOrThrow(receiveOrWait(null, false, 0));
  }

  @Override
  public T receive(CancelSignal signal) throws InterruptedException {
    Interruption.check(Objects.requireNonNull(signal, "signal"));
    return valueOrThrow(receiveOrWait(signal, false, 0));
  }

  @Override
  public Received<T> receiveOrClosed() throws InterruptedException {
    Interruption.check(null);
    return received(receiveOrWait(null, false, 0));
  }

  @Override
  public Received<T> receiveOrClosed(CancelSignal signal) throws InterruptedException {
    Interruption.check(Objects.requireNonNull(signal, "signal"));
    return received(receiveOrWait(signal, false, 0));
  }

  @Override
  public Received<T> tryReceive(Duration timeout) throws InterruptedException {
    long nanos = TimeSource.saturatedNanos(Objects.requireNonNull(timeout, "timeout"));
    Interruption.check(null);
    return nanos <= 0
        ? tryReceive()
        : received(receiveOrWait(null, true, TimeSource.nanoTime() + nanos));
  }

  @Override
  public Received<T> tryReceive() {
    if (certainlyEmpty()) {
      return Received.Empty.instance();
    }
    Object outcome;
    lock();
    try {
      outcome = receiveNow();
    } finally {
      unlockAndWake();
    }
    return received(outcome);
  }

  /** Returns a value, the close marker, or null if the time ran out. */
  private @Nullable Object receiveOrWait(
      @Nullable CancelSignal signal, boolean timed, long deadline) throws InterruptedException {
    Object outcome;
    Waiter waiter = null;
    lock();
    try {
      outcome = receiveNow();
      if (outcome == null) {
        waiter = new Waiter();
        waiter.lead();
        addReceiver(waiter);
      }
    } finally {
      unlockAndWake();
    }
    if (waiter == null) {
      return outcome;
    }
    boolean received = false;
    try {
      received = waiter.await(this, signal, timed, deadline);
    } finally {
      if (!received) {
        lock();
        removeReceiver(waiter);
        unlock();
      }
    }
    return received ? waiter.element : null;
  }

  /** Wraps the outcome of a receive: a value, the close marker, or null. */
  @SuppressWarnings("unchecked") // an outcome is the marker, a Closed<T>, or else a T
  final Received<T> received(@Nullable Object outcome) {
    if (outcome == null) {
      return Received.Empty.instance();
    }
    return isCloseMarker(outcome) ? (Received<T>) outcome : new Received.Value<>((T) outcome);
  }

  @SuppressWarnings("unchecked") // an outcome that is not the marker is a T
  private T valueOrThrow(@Nullable Object outcome) {
    if (isCloseMarker(outcome)) {
      throw closedException("receive on");
    }
    return (T) Objects.requireNonNull(outcome);
  }

  // ---- closing ----

  @Override
  public void close() {
    if (!tryClose(null)) {
      throw closedException("close of");
    }
  }

  @Override
  public void close(Throwable cause) {
    if (!tryClose(Objects.requireNonNull(cause, "cause"))) {
      throw closedException("close of");
    }
  }

  @Override
  public boolean tryClose(@Nullable Throwable cause) {
    return closeOnce(new Received.Closed<>(cause));
  }

  @Override
  public List<T> closeAndDrain() {
    tryClose(null);
    List<T> undelivered = new ArrayList<>();
    for (T value = tryReceive().orNull(); value != null; value = tryReceive().orNull()) {
      undelivered.add(value);
    }
    return undelivered;
  }

  // ---- views, cases, description ----

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
    return new SendCase<>(this, Objects.requireNonNull(value, "value"));
  }

  @Override
  public ReceiveCase<T> receiveCase() {
    return new ReceiveCase<>(this);
  }

  @Override
  public int size() {
    lock();
    int size = buffered();
    unlock();
    return size;
  }

  @Override
  public long nanosUntilDue() {
    return Long.MAX_VALUE;
  }

  @Override
  public void deliverDue() {}

  /** Makes the exception for an operation, such as "send on", that found this channel closed. */
  final ChannelClosedException closedException(String operation) {
    Received.Closed<T> marker = Objects.requireNonNull(closed());
    return new ChannelClosedException(operation + " closed channel " + this, marker.cause());
  }

  /** How the channel was made, such as {@code Channel.buffered(16)}. */
  abstract String origin();

  @Override
  public String toString() {
    return origin()
        + "@"
        + Integer.toHexString(System.identityHashCode(this))
        + describe()
        + (CreationSites.ENABLED ? CreationSites.describe(this) : "");
  }
}
