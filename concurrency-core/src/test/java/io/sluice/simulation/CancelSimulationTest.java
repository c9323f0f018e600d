package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.idle;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.outcomesTogether;
import static io.sluice.simulation.Schedules.start;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Interrupts and signals against the hand-over, in all schedules: whoever throws has transferred
 * nothing, and whoever returns keeps the interrupt. What the partner saw must agree.
 */
@Tag("simulation")
class CancelSimulationTest {

  /** {@code SpinBudget.PAUSE}. */
  private static final int WAITS_BEFORE_THE_FIRST_SPIN = 256;

  private static final Options DEEPER = exhaustive(3, "io.sluice.channel").schedules(100_000);

  /** At random: each look of a spin is a point where the thread may be stopped. */
  private static final Options SPINNING = DEEPER.strategy(Strategy.RANDOM).schedules(1_000);

  private static final Options DEEP = exhaustive(2, "io.sluice.channel", "io.sluice.testing");
  private static final Options WIDE = exhaustive(1, "io.sluice.channel", "io.sluice.testing");

  // ---- interrupts ----

  @Test
  @Rule(25)
  void receive_interruptAgainstSender_throwsOrHasTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        DEEPER,
        () -> interruptAgainstSender(Channel.unbuffered()),
        "1 interrupted, sent true",
        "InterruptedException, not sent true");
  }

  @Test
  @Rule(25)
  void receive_interruptAgainstSenderWhileSpinning_throwsOrHasTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        SPINNING,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          for (int i = 0; i < WAITS_BEFORE_THE_FIRST_SPIN; i++) {
            channel.tryReceive(Duration.ofNanos(1));
          }
          return interruptAgainstSender(channel);
        },
        "1 interrupted, sent true",
        "InterruptedException, not sent true");
  }

  /** The claim word that is looked at is that of all cases. */
  @Test
  @Rule({18, 25})
  void select_interruptAgainstSenderWhileSpinning_throwsOrHasTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        SPINNING,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          ReceiveCase<Integer> receive = channel.receiveCase();
          ReceiveCase<Integer> other = Channel.<Integer>unbuffered().receiveCase();
          for (int i = 0; i < WAITS_BEFORE_THE_FIRST_SPIN; i++) {
            Select.await(Duration.ofNanos(1), receive, other);
          }
          return interruptAgainstSender(
              channel, () -> ((ReceiveCase<?>) Select.await(receive, other)).value());
        },
        "1 interrupted, sent true",
        "InterruptedException, not sent true");
  }

  private static String interruptAgainstSender(Channel<Integer> channel)
      throws InterruptedException {
    return interruptAgainstSender(channel, channel::receive);
  }

  private static String interruptAgainstSender(Channel<Integer> channel, Callable<?> receive)
      throws InterruptedException {
    Attempt receiver = Attempt.start(receive);
    Thread interrupter = start(receiver.thread()::interrupt);
    boolean sent = channel.trySend(1);
    interrupter.join();
    return receiver.outcomeAndStatus() + (sent ? ", sent " : ", not sent ") + idle(channel);
  }

  @Test
  @Rule(25)
  void send_interruptAgainstReceiver_throwsOrHasSent(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          Attempt sender = Attempt.start(() -> sent(channel, 1));
          Thread interrupter = start(sender.thread()::interrupt);
          Integer received = channel.tryReceive().orNull();
          interrupter.join();
          return sender.outcomeAndStatus() + ", received " + received + " " + idle(channel);
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
        DEEPER,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          Attempt sender = Attempt.start(() -> sent(channel, 2));
          Thread interrupter = start(sender.thread()::interrupt);
          int first = channel.receive();
          interrupter.join();
          String result = sender.outcomeAndStatus();
          Integer second = channel.tryReceive().orNull();
          return result + ", received " + first + " and " + second;
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
          Channel<Integer> channel = Channel.unbuffered();
          Attempt first = Attempt.start(channel::receive);
          Attempt second = Attempt.start(channel::receive);
          Thread interrupter = start(first.thread()::interrupt);
          channel.send(1);
          channel.close();
          interrupter.join();
          return first.outcome() + ", " + second.outcome();
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
          Channel<Integer> channel = Channel.unbuffered();
          Attempt first = Attempt.start(() -> sent(channel, 1));
          Attempt second = Attempt.start(() -> sent(channel, 2));
          Thread interrupter = start(first.thread()::interrupt);
          int received = channel.receive();
          channel.close();
          interrupter.join();
          return first.outcome() + ", " + second.outcome() + ", received " + received;
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
          Channel<Integer> channel = Channel.unbuffered();
          Attempt sender = Attempt.start(() -> sent(channel, 1));
          Thread interrupter = start(sender.thread()::interrupt);
          channel.close();
          interrupter.join();
          return sender.outcomeAndStatus() + " " + channel.tryReceive().isClosed();
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
          Channel<Integer> channel = Channel.unbuffered();
          ManualSignal signal = new ManualSignal();
          Attempt receiver = Attempt.start(() -> channel.receive(signal));
          Thread giver = start(signal::give);
          boolean sent = channel.trySend(1);
          giver.join();
          return receiver.outcome() + (sent ? ", sent " : ", not sent ") + signal.subscriptions();
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
          Channel<Integer> channel = Channel.unbuffered();
          ManualSignal signal = new ManualSignal();
          Attempt sender = Attempt.start(() -> sent(signal, channel, 1));
          Thread giver = start(signal::give);
          Integer received = channel.tryReceive().orNull();
          giver.join();
          return sender.outcome() + ", received " + received + " " + signal.subscriptions();
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
          Channel<Integer> channel = Channel.unbuffered();
          ManualSignal signal = new ManualSignal();
          Attempt receiver = Attempt.start(() -> channel.receive(signal));
          together(signal::give, receiver.thread()::interrupt);
          return receiver.outcomeAndStatus() + (" " + idle(channel) + " " + signal.subscriptions());
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
          List<String> results =
              outcomesTogether(() -> channel.receive(signal), () -> sent(signal, channel, 2));
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
}
