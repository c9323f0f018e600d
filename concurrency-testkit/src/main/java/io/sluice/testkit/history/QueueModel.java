package io.sluice.testkit.history;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Queues and channels, first in, first out.
 *
 * @param capacity how many values it holds
 * @param conflating whether a new value replaces the one that it holds, and none is refused
 */
record QueueModel(int capacity, boolean conflating) implements Model<Buffer> {

  static final int UNLIMITED = Integer.MAX_VALUE;

  @Override
  public Buffer initial() {
    return Buffer.EMPTY;
  }

  @Override
  public boolean isComplete(Buffer buffer) {
    return buffer.handOver() == null;
  }

  @Override
  public Collection<Buffer> step(Buffer buffer, Operation operation) {
    boolean receives =
        switch (operation.name()) {
          case "receive", "take", "tryReceive", "poll", "remove" -> true;
          default -> false;
        };
    if (buffer.handOver() != null) {
      return receives ? meet(buffer, buffer.handOver(), operation) : List.of();
    }
    if (receives) {
      return receive(buffer, operation);
    }
    return switch (operation.name()) {
      case "send", "put", "trySend", "offer", "add" -> send(buffer, operation);
      case "close", "tryClose" -> close(buffer, operation);
      case "peek" -> only(buffer, operation.mayReturn(head(buffer)));
      case "size" -> only(buffer, operation.mayReturn(buffer.values().size()));
      case "isEmpty" -> only(buffer, operation.mayReturn(buffer.values().isEmpty()));
      case "isClosed" -> only(buffer, operation.mayReturn(buffer.closed()));
      default -> throw operation.unknownTo(this);
    };
  }

  private Collection<Buffer> send(Buffer buffer, Operation send) {
    Object value = send.argument(0);
    if (Reception.endedAsClosed(send)) {
      return only(buffer, buffer.closed());
    }
    if (isRefused(send)) {
      return only(buffer, !buffer.closed() && isFull(buffer));
    }
    if (send.exception() != null || buffer.closed()) {
      return List.of();
    }
    if (capacity == 0) {
      return List.of(buffer.handing(send));
    }
    if (conflating) {
      return List.of(buffer.with(ImmutableList.of(value)));
    }
    return only(buffer.withLast(value), !isFull(buffer));
  }

  private static boolean isRefused(Operation send) {
    boolean full = send.name().equals("add") && send.exception() instanceof IllegalStateException;
    return full || Boolean.FALSE.equals(send.result());
  }

  /** Without a buffer always: no partner need be there, as one may be called and not wait yet. */
  private boolean isFull(Buffer buffer) {
    return !conflating && buffer.values().size() >= capacity;
  }

  private static Collection<Buffer> receive(Buffer buffer, Operation receive) {
    Reception found = Reception.of(receive);
    Object head = head(buffer);
    return switch (found.kind()) {
      case VALUE ->
          head != null && head.equals(found.value()) ? List.of(buffer.withoutFirst()) : List.of();
      case UNKNOWN -> head == null ? List.of() : List.of(buffer.withoutFirst());
      case NOTHING -> only(buffer, head == null);
      case EMPTY -> only(buffer, head == null && !buffer.closed());
      case CLOSED -> only(buffer, head == null && buffer.closed());
      case FAILED -> List.of();
    };
  }

  private static @Nullable Object head(Buffer buffer) {
    return buffer.values().isEmpty() ? null : buffer.values().get(0);
  }

  private static Collection<Buffer> meet(Buffer buffer, Operation send, Operation receive) {
    Reception found = Reception.of(receive);
    boolean taken =
        switch (found.kind()) {
          case VALUE -> send.argument(0).equals(found.value());
          case UNKNOWN -> true;
          case NOTHING, EMPTY, CLOSED, FAILED -> false;
        };
    return only(
        buffer.handing(null), taken && send.overlaps(receive) && (waits(send) || waits(receive)));
  }

  /** Somebody must be waiting already when somebody else comes who does not wait. */
  private static boolean waits(Operation operation) {
    return switch (operation.name()) {
      case "send", "put", "receive", "take" -> true;
      default -> false;
    };
  }

  private static Collection<Buffer> close(Buffer buffer, Operation close) {
    if (close.isPending()) {
      return List.of(buffer.asClosed());
    }
    if (Reception.endedAsClosed(close) || Boolean.FALSE.equals(close.result())) {
      return only(buffer, buffer.closed());
    }
    return only(buffer.asClosed(), close.exception() == null && !buffer.closed());
  }

  private static Collection<Buffer> only(Buffer next, boolean possible) {
    return possible ? List.of(next) : List.of();
  }

  @Override
  public String toString() {
    return conflating
        ? "a conflated queue"
        : capacity == UNLIMITED ? "an unlimited queue" : "a queue of capacity " + capacity;
  }
}
