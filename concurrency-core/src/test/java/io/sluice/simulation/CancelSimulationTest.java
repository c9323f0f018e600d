package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.idle;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.start;
import static io.sluice.simulation.Schedules.together;
import static io.sluice.simulation.Schedules.unbuffered;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.simulation.Options;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Interrupts and signals against the hand-over, in all schedules: whoever throws has transferred
 * nothing, and whoever returns keeps the interrupt. What the partner saw must agree.
 */
@Tag("simulation")
class CancelSimulationTest {

  private static final Options DEEP = exhaustive(2, "io.sluice.channel", "io.sluice.testing");
  private static final Options WIDE = exhaustive(1, "io.sluice.channel", "io.sluice.testing");

  // ---- interrupts ----

  @Test
  @Rule(25)
  void receive_interruptAgainstSender_throwsOrHasTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(3, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = unbuffered();
          String[] result = new String[1];
          Thread receiver = start(() -> result[0] = outcomeOf(channel::receive));
          Thread interrupter = start(receiver::interrupt);
          boolean sent = channel.trySend(1);
          interrupter.join();
          receiver.join();
          return result[0] + status(receiver) + (sent ? ", sent " : ", not sent ") + idle(channel);
        },
        "1 interrupted, sent true",
        "InterruptedException, not sent true");
  }

  @Test
  @Rule(25)
  void send_interruptAgainstReceiver_throwsOrHasSent(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = unbuffered();
          String[] result = new String[1];
          Thread sender = start(() -> result[0] = outcomeOf(() -> sent(channel, 1)));
          Thread interrupter = start(sender::interrupt);
          Integer received = channel.tryReceive().orNull();
          interrupter.join();
          sender.join();
          return result[0] + status(sender) + ", received " + received + " " + idle(channel);
        },
        "sent interrupted, received 1 true",
        "InterruptedException, received null true");
  }

  /** The refill claims the parked sender while the receiver takes the head. */
  @Test
  @Rule({2, 25})
  void send_interruptAgainstRefill_throwsOrIsBuffered(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(3, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          String[] result = new String[1];
          Thread sender = start(() -> result[0] = outcomeOf(() -> sent(channel, 2)));
          Thread interrupter = start(sender::interrupt);
          int first = channel.receive();
          interrupter.join();
          sender.join();
          Integer second = channel.tryReceive().orNull();
          return result[0] + status(sender) + ", received " + first + " and " + second;
        },
        "sent interrupted, received 1 and 2",
        "InterruptedException, received 1 and null");
  }

  /** A value that the first receiver did not want is the second one's. */
  @Test
  @Rule({3, 25})
  void receive_firstOfTwoIsInterrupted_valueGoesToTheOther(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> channel = unbuffered();
          String[] results = new String[2];
          Thread first = start(() -> results[0] = outcomeOf(channel::receive));
          Thread second = start(() -> results[1] = outcomeOf(channel::receive));
          Thread interrupter = start(first::interrupt);
          channel.send(1);
          channel.close();
          interrupter.join();
          first.join();
          second.join();
          return results[0] + ", " + results[1];
        },
        "1, ChannelClosedException",
        "InterruptedException, 1",
        "ChannelClosedException, 1");
  }

  @Test
  @Rule({3, 25})
  void send_firstOfTwoIsInterrupted_otherIsServed(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> channel = unbuffered();
          String[] results = new String[2];
          Thread first = start(() -> results[0] = outcomeOf(() -> sent(channel, 1)));
          Thread second = start(() -> results[1] = outcomeOf(() -> sent(channel, 2)));
          Thread interrupter = start(first::interrupt);
          int received = channel.receive();
          channel.close();
          interrupter.join();
          first.join();
          second.join();
          return results[0] + ", " + results[1] + ", received " + received;
        },
        "sent, ChannelClosedException, received 1",
        "InterruptedException, sent, received 2",
        "ChannelClosedException, sent, received 2");
  }

  @Test
  @Rule({6, 25})
  void send_interruptAgainstClose_throwsOneOfTheTwo(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = unbuffered();
          String[] result = new String[1];
          Thread sender = start(() -> result[0] = outcomeOf(() -> sent(channel, 1)));
          Thread interrupter = start(sender::interrupt);
          channel.close();
          interrupter.join();
          sender.join();
          return result[0] + status(sender) + " " + channel.tryReceive().isClosed();
        },
        "InterruptedException true",
        "ChannelClosedException interrupted true");
  }

  // ---- signals ----

  @Test
  @Rule({25, 26})
  void receive_signalAgainstSender_throwsOrHasTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = unbuffered();
          ManualSignal signal = new ManualSignal();
          String[] result = new String[1];
          Thread receiver = start(() -> result[0] = outcomeOf(() -> channel.receive(signal)));
          Thread giver = start(signal::give);
          boolean sent = channel.trySend(1);
          giver.join();
          receiver.join();
          return result[0] + (sent ? ", sent " : ", not sent ") + signal.subscriptions();
        },
        "1, sent 0",
        "GivenException, not sent 0");
  }

  @Test
  @Rule({25, 26})
  void send_signalAgainstReceiver_throwsOrHasSent(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = unbuffered();
          ManualSignal signal = new ManualSignal();
          String[] result = new String[1];
          Thread sender = start(() -> result[0] = outcomeOf(() -> sent(signal, channel, 1)));
          Thread giver = start(signal::give);
          Integer received = channel.tryReceive().orNull();
          giver.join();
          sender.join();
          return result[0] + ", received " + received + " " + signal.subscriptions();
        },
        "sent, received 1 0",
        "GivenException, received null 0");
  }

  /** Of a signal and an interrupt one ends the call, and the interrupt is either thrown or kept. */
  @Test
  @Rule(25)
  void receive_signalAndInterrupt_interruptIsNeverLost(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = unbuffered();
          ManualSignal signal = new ManualSignal();
          String[] result = new String[1];
          Thread receiver = start(() -> result[0] = outcomeOf(() -> channel.receive(signal)));
          together(signal::give, receiver::interrupt);
          receiver.join();
          return result[0]
              + status(receiver)
              + (" " + idle(channel) + " " + signal.subscriptions());
        },
        "GivenException interrupted true 0",
        "InterruptedException true 0");
  }

  @Test
  @Rule(26)
  void operations_signalIsGivenAlready_touchNothing(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> channel = Channel.buffered(2);
          channel.send(1);
          ManualSignal signal = new ManualSignal();
          signal.give();
          String[] results = new String[2];
          together(
              () -> results[0] = outcomeOf(() -> channel.receive(signal)),
              () -> results[1] = outcomeOf(() -> sent(signal, channel, 2)));
          return String.join(" ", results) + " " + channel.size();
        },
        "GivenException GivenException 1");
  }

  private static String sent(Channel<Integer> channel, int value) throws InterruptedException {
    channel.send(value);
    return "sent";
  }

  private static String sent(ManualSignal signal, Channel<Integer> channel, int value)
      throws InterruptedException {
    channel.send(signal, value);
    return "sent";
  }

  /** Whether a thread that has ended, and was interrupted, did not consume the interrupt. */
  private static String status(Thread ended) {
    return ended.isInterrupted() ? " interrupted" : "";
  }
}
