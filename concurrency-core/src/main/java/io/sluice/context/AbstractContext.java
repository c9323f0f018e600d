package io.sluice.context;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;
import io.sluice.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The operations that all contexts share. A context consists of its values and of a reference to
 * the nearest {@link CancelContext}, itself included, that can end it; so a look at its state or
 * its values costs the same however many contexts were derived in between.
 */
abstract sealed class AbstractContext implements Context permits DerivedContext, CancelContext {

  private static final ReceiveChannel<Void> NEVER = Channel.<Void>never().asReceive();

  private final Values values;

  AbstractContext(Values values) {
    this.values = values;
  }

  /** The nearest context that can end this one, itself included, or null if none can. */
  abstract @Nullable CancelContext source();

  // ---- deriving ----

  @Override
  public final CancellableContext withCancel() {
    return new CancelContext(source(), values);
  }

  @Override
  public final CancellableContext withTimeout(Duration timeout) {
    return withDeadlineIn(TimeSource.saturatedNanos(Objects.requireNonNull(timeout, "timeout")));
  }

  @Override
  public final CancellableContext withDeadline(Instant deadline) {
    Duration left =
        Duration.between(TimeSource.now(), Objects.requireNonNull(deadline, "deadline"));
    return withDeadlineIn(TimeSource.saturatedNanos(left));
  }

  private CancellableContext withDeadlineIn(long nanos) {
    // Clamped, so that any two deadlines can be compared by their difference.
    long left = Math.clamp(nanos, 0, Long.MAX_VALUE / 2);
    return new CancelContext(source(), values, TimeSource.nanoTime() + left);
  }

  @Override
  public final <V> Context withValue(Key<V> key, V value) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    return new DerivedContext(source(), values.with(key, value));
  }

  @Override
  public final Context withoutCancel() {
    return new DerivedContext(null, values);
  }

  @Override
  public final <V> @Nullable V value(Key<V> key) {
    return values.get(Objects.requireNonNull(key, "key"));
  }

  // ---- state ----

  private @Nullable Ending ending() {
    CancelContext source = source();
    return source == null ? null : source.ending();
  }

  @Override
  public final State state() {
    Ending ending = ending();
    return ending == null ? State.ACTIVE : ending.state;
  }

  @Override
  public final boolean isDone() {
    return ending() != null;
  }

  @Override
  public final @Nullable Throwable cause() {
    Ending ending = ending();
    return ending == null ? null : ending.cause();
  }

  @Override
  public final void check() throws CancelledException {
    Ending ending = ending();
    if (ending != null) {
      throw ending.exception();
    }
  }

  @Override
  public final CancelledException cancellation() {
    Ending ending = ending();
    if (ending == null) {
      throw new IllegalStateException("the context is active: " + this);
    }
    return ending.exception();
  }

  @Override
  public final Optional<Duration> remaining() {
    CancelContext source = source();
    return source == null ? Optional.empty() : source.untilDeadline();
  }

  // ---- waiting ----

  @Override
  public final ReceiveChannel<Void> done() {
    CancelContext source = source();
    return source == null ? NEVER : source.doneChannel();
  }

  @Override
  public final Subscription unparkWhenDone(Thread thread) {
    Objects.requireNonNull(thread, "thread");
    CancelContext source = source();
    return source == null ? () -> {} : source.subscribe(thread);
  }

  @Override
  public final Registration onCancel(Runnable action) {
    CancelContext source = source();
    CancelCallback callback = new CancelCallback(Objects.requireNonNull(action, "action"), source);
    if (source != null && !source.observe(callback)) {
      callback.wake();
    }
    return callback;
  }

  @Override
  public final <T extends @Nullable Object> T call(Callable<T> operation) throws Exception {
    Objects.requireNonNull(operation, "operation");
    if (Thread.currentThread().isInterrupted()) {
      checkAlsoInterrupt();
    }
    CancelContext source = source();
    return source == null ? operation.call() : InterruptibleRegion.call(source, operation);
  }

  @Override
  public final <T> T abandonable(Callable<T> operation, Consumer<? super T> onAbandon)
      throws Exception {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(onAbandon, "onAbandon");
    checkAlsoInterrupt();
    return new AbandonableCall<T>(operation, onAbandon).await(this);
  }

  private void checkAlsoInterrupt() throws InterruptedException {
    check();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  @Override
  public String toString() {
    CancelContext source = source();
    State state = source == null ? State.ACTIVE : source.latchedState();
    String left = remaining().map(time -> ", " + time.toMillis() + " ms left").orElse("");
    return "Context@"
        + Integer.toHexString(System.identityHashCode(this))
        + "["
        + state
        + left
        + "]";
  }
}
