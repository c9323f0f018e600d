package io.sluice.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A channel that keeps the latest value only: a send that meets no receiver replaces what is there.
 * See {@link HandOff} for the algorithm.
 */
final class ConflatedChannel<T> extends AbstractChannel<T> {

  private static final VarHandle LATEST;

  static {
    try {
      LATEST = MethodHandles.lookup().findVarHandle(ConflatedChannel.class, "latest", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Guarded by the lock; also looked at without it for null, hence released. */
  private @Nullable T latest;

  @Override
  boolean offer(T value) {
    LATEST.setRelease(this, value);
    return true;
  }

  @Override
  @Nullable T poll() {
    T value = latest;
    LATEST.setRelease(this, null);
    return value;
  }

  @Override
  boolean hasValue() {
    return LATEST.getAcquire(this) != null;
  }

  @Override
  boolean hasRoom() {
    return true;
  }

  @Override
  int buffered() {
    return latest == null ? 0 : 1;
  }

  @Override
  public int capacity() {
    return 1;
  }

  @Override
  String origin() {
    return "Channel.conflated()";
  }
}
