package io.sluice.channel.lincheck;

import io.sluice.channel.ChannelClosedException;
import io.sluice.channel.Received;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a channel does when only one thread uses it, without waiting: the executable form of rules
 * 1, 2, 7, 8 and 10. Knows nothing of the implementation.
 */
public abstract class ChannelSpecification {

  private final int capacity;
  private final boolean keepsLatestOnly;
  private final Deque<Integer> buffer = new ArrayDeque<>();
  private boolean closed;

  protected ChannelSpecification(int capacity, boolean keepsLatestOnly) {
    this.capacity = capacity;
    this.keepsLatestOnly = keepsLatestOnly;
  }

  public boolean trySend(int value) {
    if (closed) {
      throw new ChannelClosedException("send on closed channel", null);
    }
    if (keepsLatestOnly) {
      buffer.clear();
    }
    return buffer.size() < capacity && buffer.add(value);
  }

  public boolean trySendForNoTime(int value) {
    return trySend(value);
  }

  public Received<Integer> tryReceive() {
    Integer value = buffer.poll();
    if (value != null) {
      return new Received.Value<>(value);
    }
    return closed ? new Received.Closed<>(null) : Received.Empty.instance();
  }

  public Received<Integer> tryReceiveForNoTime() {
    return tryReceive();
  }

  public boolean tryClose() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  public int size() {
    return buffer.size();
  }

  public List<Integer> closeAndDrain() {
    closed = true;
    List<Integer> undelivered = new ArrayList<>(buffer);
    buffer.clear();
    return undelivered;
  }

  /** Equal states are explored once. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelSpecification that
        && closed == that.closed
        && new ArrayList<>(buffer).equals(new ArrayList<>(that.buffer));
  }

  @Override
  public int hashCode() {
    return 31 * new ArrayList<>(buffer).hashCode() + Boolean.hashCode(closed);
  }

  /** Capacity 0: nothing is ever buffered. */
  public static final class Unbuffered extends ChannelSpecification {
    public Unbuffered() {
      super(0, false);
    }
  }

  /** Capacity 1. */
  public static final class CapacityOne extends ChannelSpecification {
    public CapacityOne() {
      super(1, false);
    }
  }

  /** Capacity 2. */
  public static final class CapacityTwo extends ChannelSpecification {
    public CapacityTwo() {
      super(2, false);
    }
  }

  /** No bound. */
  public static final class Unlimited extends ChannelSpecification {
    public Unlimited() {
      super(Integer.MAX_VALUE, false);
    }
  }

  /** The latest value only. */
  public static final class Conflated extends ChannelSpecification {
    public Conflated() {
      super(1, true);
    }
  }
}
