package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.outcomesTogether;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.testkit.simulation.Options;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Try-operations, which may refuse after a look without the lock, in all schedules. */
@Tag("simulation")
@Rule(10)
class TrySimulationTest {

  private static final Options DEEP = exhaustive(2, "io.sluice.channel");
  private static final Options ALL = exhaustive(1, "io.sluice.channel");

  /** One value is always there: the first until it is received, the second from then on. */
  @Test
  @Rule({2, 4})
  void tryReceive_refillMeanwhile_neverFindsNothing(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP.schedules(200_000),
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          Attempt sender = startSending(channel, 2);
          String received =
              String.join(
                  " ", outcomesTogether(channel::receive, () -> channel.tryReceive().orNull()));
          return received + " " + sender.outcome();
        },
        "1 2 null",
        "2 1 null");
  }

  @Test
  @Rule(1)
  void trySendAndTryReceive_ofTwo_endAsInSomeOrder(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          return String.join(
              " ",
              outcomesTogether(
                  () -> channel.trySend(1) + " " + channel.tryReceive().orNull(),
                  () -> channel.trySend(2) + " " + channel.tryReceive().orNull()));
        },
        // One after the other.
        "true 1 true 2",
        // Both send before either receives.
        "true 1 false null",
        "false null true 2",
        // The one that was refused is faster at receiving.
        "true null false 1",
        "false 2 true null");
  }

  /** Empty is the channel only after its close, and then it is closed. */
  @Test
  @Rule(7)
  void tryReceive_closeBeforeLastValueIsTaken_neverFindsItOpenAndEmpty(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          return String.join(
              ", ",
              outcomesTogether(
                  channel::tryReceive,
                  () -> {
                    channel.close();
                    return channel.tryReceive();
                  }));
        },
        "Value[value=1], Closed[cause=null]",
        "Closed[cause=null], Value[value=1]");
  }

  /** There is a receiver until the close, and the close from then on. */
  @Test
  @Rule({6, 8})
  void trySend_closeReleasesReceiver_isNeverRefused(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          Attempt receiver = Attempt.start(channel::receiveOrClosed);
          awaitWaiting(channel, "receivers 1");
          return String.join(
                  ", ",
                  outcomesTogether(
                      () -> channel.trySend(1),
                      () -> {
                        channel.close();
                        return "closed";
                      }))
              + ", "
              + receiver.outcome();
        },
        "true, closed, Value[value=1]",
        "ChannelClosedException, closed, Closed[cause=null]");
  }

  /** As long as the sender waits there is a value to receive, also for the second who comes. */
  @Test
  @Rule(25)
  void tryReceive_senderGivesUpAfterIt_cannotHaveBeenRefusedWithTheOther(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP.schedules(200_000),
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          Attempt sender = startSending(channel, 1);
          String received =
              String.join(
                  " ",
                  outcomesTogether(
                      () -> {
                        Integer value = channel.tryReceive().orNull();
                        if (value == null) {
                          sender.thread().interrupt();
                        }
                        return value;
                      },
                      () -> channel.tryReceive().orNull()));
          return received + " " + sender.outcome();
        },
        "1 null null",
        "null 1 null");
  }

  private static Attempt startSending(Channel<Integer> channel, int value) {
    Attempt sender =
        Attempt.start(
            () -> {
              channel.send(value);
              return null;
            });
    awaitWaiting(channel, "senders 1");
    return sender;
  }

  private static void awaitWaiting(Channel<?> channel, String whom) {
    while (!channel.toString().contains("waiting " + whom)) {
      Thread.yield();
    }
  }
}
