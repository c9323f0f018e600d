package io.sluice.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel with a bounded buffer, a ring. See {@link HandOff} for the algorithm.
 *
 * <h2>Invariants</h2>
 *
 * Guarded by the lock:
 *
 * <ul>
 *   <li>The {@link #size} values stand at {@link #head} and the places after it, wrapping at the
 *       ring's end; all other places are null, so the ring keeps no received value alive.
 *   <li>{@code size <= ring.length <= capacity}. The ring starts empty and doubles when it is full,
 *       so a channel costs what its fullest moment needed, not what its capacity allows.
 * </ul>
 */
final class BufferedChannel<T> extends AbstractChannel<T> {

  private static final VarHandle SIZE;

  static {
    try {
      SIZE = MethodHandles.lookup().findVarHandle(BufferedChannel.class, "size", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int FIRST_LENGTH = 16;
  private static final Object[] UNUSED = {};

  /** The longest array that virtual machines commonly allow. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private final int capacity;
  private @Nullable Object[] ring = UNUSED;
  private int head;

  /** Also read without the lock, hence released. */
  private int size;

  BufferedChannel(int capacity) {
    this.capacity = capacity;
  }

  @Override
  boolean offer(T value) {
    if (size == ring.length) {
      if (!hasRoom()) {
        return false;
      }
      grow();
    }
    int tail = head + size;
    if (tail >= ring.length || tail < 0) {
      tail -= ring.length;
    }
    ring[tail] = value;
    SIZE.setRelease(this, size + 1);
    return true;
  }

  @Override
  @Nullable T poll() {
    if (size == 0) {
      return null;
    }
    T value = replaceOldest(null);
    SIZE.setRelease(this, size - 1);
    return value;
  }

  /** The size stays what it is, for those who look meanwhile. */
  @Override
  T exchange(T value) {
    return Objects.requireNonNull(replaceOldest(value));
  }

  /** Moves the head on, and leaves {@code value} in its place: if all are taken, the tail's. */
  @SuppressWarnings("unchecked") // the ring holds what offer stored
  private @Nullable T replaceOldest(@Nullable T value) {
    T oldest = (T) ring[head];
    ring[head] = value;
    head = head + 1 == ring.length ? 0 : head + 1;
    return oldest;
  }

  private void grow() {
    // Twice the length may overflow; the remaining room never does.
    int more = Math.max(FIRST_LENGTH, ring.length);
    @Nullable Object[] larger =
        new Object[ring.length + Math.min(more, Math.min(capacity, LONGEST) - ring.length)];
    int untilEnd = ring.length - head;
    System.arraycopy(ring, head, larger, 0, untilEnd);
    System.arraycopy(ring, 0, larger, untilEnd, head);
    ring = larger;
    head = 0;
  }

  @Override
  boolean hasValue() {
    return (int) SIZE.getAcquire(this) > 0;
  }

  @Override
  boolean hasRoom() {
    return (int) SIZE.getAcquire(this) < Math.min(capacity, LONGEST);
  }

  @Override
  int buffered() {
    return size;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  String origin() {
    return "Channel.buffered(" + capacity + ")";
  }
}
