package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.ChannelClosedException;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Received;
import io.sluice.channel.SelectCase;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Names what became of an operation, for the outcome tables of the tests. */
final class Outcomes {

  private Outcomes() {}

  /** An operation that waits and sends, or runs a select that sends. */
  @FunctionalInterface
  interface Sending {
    void run() throws InterruptedException;
  }

  /** An operation that waits and receives. */
  @FunctionalInterface
  interface Receiving {
    Integer run() throws InterruptedException;
  }

  /** Returns "sent", "closed" or "interrupted". */
  static String ofSend(Sending operation) {
    try {
      operation.run();
      return "sent";
    } catch (ChannelClosedException e) {
      return "closed";
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  /** Returns the value, "closed" or "interrupted". */
  static String ofReceive(Receiving operation) {
    try {
      return operation.run().toString();
    } catch (ChannelClosedException e) {
      return "closed";
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  /** Returns what a guarded region returned, "cancelled" or "interrupted". */
  static String ofCall(Context context, Callable<?> operation) {
    try {
      return String.valueOf(context.call(operation));
    } catch (CancelledException e) {
      return "cancelled";
    } catch (InterruptedException e) {
      return "interrupted";
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("no operation here throws this", e);
    }
  }

  /** Returns whether the thread is interrupted, now or a moment later; and clears the status. */
  static String ofStatus() {
    boolean now = Thread.interrupted();
    Jitter.spin();
    boolean late = Thread.interrupted();
    return now || late ? "stale" : "clean";
  }

  /** Returns the value, "closed" or "empty". */
  static String of(Received<?> received) {
    return switch (received) {
      case Received.Value<?>(Object value) -> value.toString();
      case Received.Closed<?> closed -> "closed";
      case Received.Empty<?> empty -> "empty";
    };
  }

  /** Returns "none left", or the values that nobody has received, such as "1 left". */
  static String ofDrain(Channel<?> channel) {
    List<?> left = channel.closeAndDrain();
    return left.isEmpty()
        ? "none left"
        : left.stream().map(Object::toString).collect(Collectors.joining(" ", "", " left"));
  }

  /** Returns "empty" if the select chose nothing, else "sent" or what {@code receive} received. */
  static String of(SelectCase<?> chosen, ReceiveCase<?> receive) {
    if (chosen == null) {
      return "empty";
    }
    return chosen == receive ? of(receive.received()) : "sent";
  }
}
