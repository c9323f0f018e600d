package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.idle;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.outcomesTogether;
import static io.sluice.simulation.Schedules.receiveFromEither;
import static io.sluice.simulation.Schedules.start;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.channel.SendCase;
import io.sluice.testkit.simulation.Options;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Selects that meet each other, and one that must not meet itself, in all schedules. */
@Tag("simulation")
class SelectPairSimulationTest {

  private static final Options DEEP = exhaustive(2, "io.sluice.channel");
  private static final Options WIDE = exhaustive(1, "io.sluice.channel");

  @Test
  @Rule(19)
  void selects_bothSendAndReceive_pairWithEachOther(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          List<String> results =
              outcomesTogether(
                  () -> sendOrReceive(channel, 1, channel),
                  () -> sendOrReceive(channel, 2, channel));
          return String.join(", ", results) + " " + idle(channel);
        },
        "sent 1, received 1 true",
        "received 2, sent 2 true");
  }

  /** Each locks the other's channels in the other order: neither waits for the other's lock. */
  @Test
  @Rule({18, 19})
  void selects_overTwoChannelsCrosswise_commitOnOne(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.unbuffered();
          List<String> results =
              outcomesTogether(() -> sendOrReceive(a, 1, b), () -> sendOrReceive(b, 2, a));
          return String.join(", ", results) + " " + idle(a, b);
        },
        "sent 1, received 1 true",
        "received 2, sent 2 true");
  }

  @Test
  @Rule({18, 19})
  void selects_threeInACircle_oneStaysAlone(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.unbuffered();
          Channel<Integer> c = Channel.unbuffered();
          List<String> results =
              outcomesTogether(
                  () -> sendOrReceive(a, 1, c),
                  () -> sendOrReceive(b, 2, a),
                  () -> sendOrReceive(c, 3, b));
          return String.join(", ", results) + " " + idle(a, b, c);
        },
        "sent 1, received 1, alone true",
        "alone, sent 2, received 2 true",
        "received 3, alone, sent 3 true");
  }

  @Test
  @Rule(19)
  void select_sendsAndReceivesOnOneChannel_neverPairsWithItself(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          List<String> results =
              outcomesTogether(
                  () -> sendOrReceive(channel, 1, channel),
                  () -> "got " + channel.tryReceive().orNull());
          return String.join(", ", results) + " " + idle(channel);
        },
        "alone, got null true",
        "sent 1, got 1 true");
  }

  /** The second waiter of a select stands first in the queue that its own first case looks into. */
  @Test
  @Rule(19)
  void select_plainPartnersOnItsOwnChannel_pairsWithOne(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          List<String> results =
              outcomesTogether(
                  () -> sendOrReceive(channel, 1, channel),
                  () -> channel.trySend(2, Duration.ofSeconds(2)) ? "sent 2" : "alone",
                  () -> "got " + channel.tryReceive(Duration.ofSeconds(3)).orNull());
          return String.join(", ", results) + " " + idle(channel);
        },
        "sent 1, alone, got 1 true",
        "received 2, sent 2, got null true",
        "alone, sent 2, got 2 true");
  }

  /** A select that is done with two queues at once takes itself, and nobody else, out of both. */
  @Test
  @Rule(18)
  void selects_waitSideBySide_loserStaysInItsPlace(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.unbuffered();
          int[] received = new int[2];
          Thread one = start(() -> received[0] = receiveFromEither(a, b));
          Thread other = start(() -> received[1] = receiveFromEither(b, a));
          a.send(1);
          b.send(2);
          one.join();
          other.join();
          return Arrays.toString(received) + " " + idle(a, b);
        },
        "[1, 2] true",
        "[2, 1] true");
  }

  private static String sendOrReceive(Channel<Integer> out, int value, Channel<Integer> in)
      throws InterruptedException {
    SendCase<Integer> send = out.sendCase(value);
    ReceiveCase<Integer> receive = in.receiveCase();
    SelectCase<?> choice = Select.await(Duration.ofSeconds(1), send, receive);
    if (choice == null) {
      return "alone";
    }
    return choice == send ? "sent " + value : "received " + receive.value();
  }
}
