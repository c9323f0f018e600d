package io.sluice.channel;

import org.jspecify.annotations.Nullable;

/**
 * A channel that keeps the latest value only: a send that meets no receiver replaces what is there.
 * See {@link HandOff} for the algorithm.
 */
final class ConflatedChannel<T> extends AbstractChannel<T> {

  /** Guarded by the lock. */
  private @Nullable T latest;

  @Override
  boolean offer(T value) {
    latest = value;
    return true;
  }

  @Override
  @Nullable T poll() {
    T value = latest;
    latest = null;
    return value;
  }

  @Override
  boolean hasValue() {
    return latest != null;
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
