package io.sluice.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel with an unbounded buffer, a list of chunks: adding and taking are O(1) in the worst
 * case, so that no copy of a large buffer is ever made under the lock, and a drained backlog is
 * garbage. See {@link HandOff} for the algorithm.
 *
 * <h2>Invariants</h2>
 *
 * Guarded by the lock:
 *
 * <ul>
 *   <li>The values stand in {@link #head} from {@link #taken} on, then in the chunks that follow,
 *       up to {@link #added} (exclusive) in {@link #tail}; taken places are null.
 *   <li>The last place of a chunk that is not the tail refers to the next chunk.
 *   <li>Both chunks are null until the first value is buffered. An emptied channel keeps one chunk.
 * </ul>
 */
final class UnlimitedChannel<T> extends AbstractChannel<T> {

  private static final VarHandle SIZE;

  static {
    try {
      SIZE = MethodHandles.lookup().findVarHandle(UnlimitedChannel.class, "size", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int VALUES = 63;

  private @Nullable Object @Nullable [] head;
  private @Nullable Object @Nullable [] tail;
  private int taken;
  private int added;

  /** Also read without the lock, hence released. */
  private int size;

  @Override
  boolean offer(T value) {
    if (!hasRoom()) {
      return false;
    }
    @Nullable Object[] last = tail;
    if (last == null) {
      last = new Object[VALUES + 1];
      head = last;
      tail = last;
    } else if (added == VALUES) {
      @Nullable Object[] next = new Object[VALUES + 1];
      last[VALUES] = next;
      last = next;
      tail = next;
      added = 0;
    }
    last[added++] = value;
    SIZE.setRelease(this, size + 1);
    return true;
  }

  @Override
  @SuppressWarnings("unchecked") // the chunks hold what offer stored
  @Nullable T poll() {
    if (size == 0) {
      return null;
    }
    @Nullable Object[] first = Objects.requireNonNull(head);
    if (taken == VALUES) {
      @Nullable Object[] next = (Object[]) Objects.requireNonNull(first[VALUES]);
      first[VALUES] = null; // a chunk promoted to the old generation must not keep its successors
      first = next;
      head = first;
      taken = 0;
    }
    T value = (T) first[taken];
    first[taken++] = null;
    SIZE.setRelease(this, size - 1);
    if (size == 0) {
      // head is tail: start it over, so that a channel that is mostly empty allocates nothing.
      taken = 0;
      added = 0;
    }
    return value;
  }

  /** Shows room in between; whoever sees it takes the lock. */
  @Override
  T exchange(T value) {
    T oldest = Objects.requireNonNull(poll());
    offer(value);
    return oldest;
  }

  @Override
  boolean hasValue() {
    return (int) SIZE.getAcquire(this) > 0;
  }

  @Override
  boolean hasRoom() {
    return (int) SIZE.getAcquire(this) < Integer.MAX_VALUE;
  }

  @Override
  int buffered() {
    return size;
  }

  @Override
  public int capacity() {
    return Integer.MAX_VALUE;
  }

  @Override
  String origin() {
    return "Channel.unlimited()";
  }
}
