package io.sluice.simulation;

import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.channel.SendChannel;
import io.sluice.testkit.stress.ValueLedger;
import java.util.function.Consumer;

/**
 * What threads do to which an interrupt means nothing: they try again. That is right only because a
 * call that throws has transferred nothing (rule 25), so ledgers show whether it has not.
 */
final class Persistent {

  /** More than a thread sends, interrupted attempts included. */
  private static final int MOST_BY_ONE = 100;

  private Persistent() {}

  static <T> void send(SendChannel<T> channel, T value) {
    boolean sent = false;
    while (!sent) {
      try {
        channel.send(value);
        sent = true;
      } catch (InterruptedException e) {
        // nothing was transferred: again
      }
    }
  }

  /** Receives a value, or null once the channel is closed and drained. */
  static <T> T receive(ReceiveChannel<T> channel) {
    while (true) {
      try {
        return channel.receiveOrClosed().orNull();
      } catch (InterruptedException e) {
        // nothing was transferred: again
      }
    }
  }

  static SelectCase<?> select(SelectCase<?>... cases) {
    while (true) {
      try {
        return Select.await(cases);
      } catch (InterruptedException e) {
        // nothing was transferred: again
      }
    }
  }

  /** Sends values that nobody else sends. An interrupted attempt's is not sent a second time. */
  static void sendNumbered(
      ValueLedger<Integer> ledger, SendChannel<Integer> channel, int sender, int count) {
    int sent = 0;
    for (int number = 0; sent < count; number++) {
      int value = sender * MOST_BY_ONE + number;
      try {
        ledger.sending(value, () -> channel.send(value));
        sent++;
      } catch (InterruptedException e) {
        // nothing was transferred: again
      }
    }
  }

  static void receiveAll(ValueLedger<Integer> ledger, ReceiveChannel<Integer> channel) {
    forEach(channel, ledger::received);
  }

  /** Receives all values until the channel is closed and drained. */
  static <T> void forEach(ReceiveChannel<T> channel, Consumer<T> receiver) {
    for (T value = receive(channel); value != null; value = receive(channel)) {
      receiver.accept(value);
    }
  }
}
