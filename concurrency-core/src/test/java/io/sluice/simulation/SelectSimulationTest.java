package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.Select;
import io.sluice.testkit.simulation.Options;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Select against its partners and against itself, in all schedules. */
@Tag("simulation")
class SelectSimulationTest {

  private static final Options ALL = exhaustive(1, "io.sluice.channel");

  private static String receiveEither(Channel<String> one, Channel<String> other)
      throws InterruptedException {
    return Select.<String>of()
        .receive(one, value -> value, closed -> "closed")
        .receive(other, value -> value, closed -> "closed")
        .biased()
        .run();
  }

  @Test
  @Rule({15, 18})
  void select_twoSenders_takesOneAfterTheOther(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Channel<String> one = Channel.unbuffered();
          Channel<String> other = Channel.unbuffered();
          String[] received = new String[2];
          together(
              () -> one.send("one"),
              () -> other.send("other"),
              () -> {
                received[0] = receiveEither(one, other);
                received[1] = receiveEither(one, other);
              });
          return List.of(received);
        },
        "[one, other]",
        "[other, one]");
  }

  @Test
  @Rule({18, 25})
  void select_twoPartnersOfWhichOneIsNeeded_commitsWithOne(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Channel<String> one = Channel.unbuffered();
          Channel<String> other = Channel.unbuffered();
          String[] results = new String[3];
          Thread selecting = Schedules.start(() -> results[2] = receiveEither(one, other));
          together(
              () -> results[0] = outcomeOf(() -> one.trySend("one")),
              () -> results[1] = outcomeOf(() -> other.trySend("other")));
          one.close();
          selecting.join();
          return List.of(results);
        },
        "[true, false, one]",
        "[false, true, other]",
        "[false, false, closed]");
  }

  @Test
  @Rule({18, 19})
  void select_twoThatSendAndReceiveOnOneChannel_pairWithEachOther(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Channel<String> channel = Channel.unbuffered();
          String[] results = new String[2];
          together(
              () -> results[0] = sendOrReceive(channel, "a"),
              () -> results[1] = sendOrReceive(channel, "b"));
          return List.of(results);
        },
        "[sent, a]",
        "[b, sent]");
  }

  private static String sendOrReceive(Channel<String> channel, String value)
      throws InterruptedException {
    return Select.<String>of()
        .send(channel, value, () -> "sent")
        .receive(channel, received -> received)
        .biased()
        .run();
  }

  /** The locking order: two selects over the same two channels, in opposite order. */
  @Test
  @Rule({18, 28})
  void select_twoOverTheSameChannelsCrosswise_pairWithEachOther(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Channel<String> a = Channel.unbuffered();
          Channel<String> b = Channel.unbuffered();
          String[] results = new String[2];
          together(() -> results[0] = crosswise(a, b), () -> results[1] = crosswise(b, a));
          return List.of(results);
        },
        "[sent, value]",
        "[value, sent]");
  }

  private static String crosswise(Channel<String> to, Channel<String> from)
      throws InterruptedException {
    return Select.<String>of()
        .send(to, "value", () -> "sent")
        .receive(from, received -> received)
        .biased()
        .run();
  }

  @Test
  @Rule({15, 18, 20})
  void select_closeOfOneAndSendOfOther_takesOne(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Channel<String> one = Channel.unbuffered();
          Channel<String> other = Channel.unbuffered();
          String[] results = new String[2];
          together(
              () -> results[0] = receiveEither(one, other),
              () -> results[1] = outcomeOf(() -> other.trySend("other")),
              one::close);
          return List.of(results);
        },
        "[closed, false]",
        "[other, true]");
  }

  @Test
  @Rule({18, 20})
  void select_sendCaseClosedWhileParked_throwsUnlessReceived(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Channel<String> channel = Channel.unbuffered();
          String[] results = new String[2];
          together(
              () ->
                  results[0] =
                      outcomeOf(
                          () ->
                              Select.<String>of()
                                  .send(channel, "value", () -> "sent")
                                  .receive(Channel.<String>never(), value -> value)
                                  .run()),
              () -> results[1] = outcomeOf(() -> channel.tryReceive().orNull()),
              channel::close);
          return List.of(results);
        },
        "[sent, value]",
        "[ChannelClosedException, null]");
  }

  @Test
  @Rule({18, 27})
  void select_timeoutAndSenderAtTheSameTime_agree(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Channel<String> channel = Channel.unbuffered();
          String[] results = new String[2];
          together(
              () ->
                  results[0] =
                      Select.<String>of()
                          .receive(channel, value -> value)
                          .timeout(Duration.ofHours(1), () -> "timeout")
                          .run(),
              () -> {
                Thread.sleep(Duration.ofHours(1));
                results[1] = outcomeOf(() -> channel.trySend("value"));
              });
          return List.of(results);
        },
        "[value, true]",
        "[timeout, false]");
  }

  @Test
  @Rule(17)
  void poll_senderThatParks_receivesOrRunsDefault(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.channel"),
        () -> {
          Channel<String> channel = Channel.unbuffered();
          Thread sender = Schedules.start(() -> channel.send("value"));
          String result =
              Select.<String>of().receive(channel, value -> value).orElse(() -> "default").run();
          if (result.equals("default")) {
            channel.receive();
          }
          sender.join();
          return result;
        },
        "value",
        "default");
  }

  /** Rule 18: what a select that lost leaves behind must not be handed anything. */
  @Test
  @Rule({3, 18})
  void select_usedAgain_lostCasesLeaveNothingBehind(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Channel<String> one = Channel.unbuffered();
          Channel<String> other = Channel.unbuffered();
          String[] received = new String[2];
          together(
              () -> {
                received[0] = receiveEither(one, other);
                received[1] = one.receive();
              },
              () -> {
                other.send("other");
                one.send("one");
              });
          return List.of(received) + " " + other.trySend("nobody");
        },
        "[other, one] false");
  }
}
