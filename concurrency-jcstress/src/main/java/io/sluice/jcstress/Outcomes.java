package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.ChannelClosedException;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Received;
import io.sluice.channel.SelectCase;
import java.util.List;
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
