package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.outcomesTogether;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.testkit.simulation.Options;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Each kind of channel between two and three threads, in all schedules. */
@Tag("simulation")
class ChannelSimulationTest {

  private static final Options ALL = exhaustive(1, "io.sluice.channel");

  @Test
  @Rule({1, 2})
  void unbuffered_oneSenderOneReceiver_keepsOrder(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          List<Integer> received = new ArrayList<>();
          together(
              () -> {
                channel.send(1);
                channel.send(2);
              },
              () -> {
                received.add(channel.receive());
                received.add(channel.receive());
              });
          return received;
        },
        "[1, 2]");
  }

  @Test
  @Rule({1, 2, 4})
  void buffered_twoSenders_bothHandOver(TestReporter reporter) {
    outcomes(reporter, ALL, () -> receiveFromTwo(Channel.buffered(1)), "[1, 2]", "[2, 1]");
  }

  @Test
  @Rule({1, 2})
  void unlimited_twoSenders_bothHandOver(TestReporter reporter) {
    outcomes(reporter, ALL, () -> receiveFromTwo(Channel.unlimited()), "[1, 2]", "[2, 1]");
  }

  private static List<Integer> receiveFromTwo(Channel<Integer> channel)
      throws InterruptedException {
    List<Integer> received = new ArrayList<>();
    together(
        () -> channel.send(1),
        () -> channel.send(2),
        () -> {
          received.add(channel.receive());
          received.add(channel.receive());
        });
    return received;
  }

  @Test
  @Rule({1, 2, 4})
  void buffered_moreThanItHolds_keepsOrder(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          List<Integer> received = new ArrayList<>();
          together(
              () -> {
                for (int i = 1; i <= 3; i++) {
                  channel.send(i);
                }
              },
              () -> {
                for (int i = 1; i <= 3; i++) {
                  received.add(channel.receive());
                }
              });
          return received + " " + channel.size();
        },
        "[1, 2, 3] 0");
  }

  @Test
  void conflated_receiverBetweenSends_getsLatestAtLast(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = Channel.conflated();
          List<Integer> received = new ArrayList<>();
          together(
              () -> {
                channel.send(1);
                channel.send(2);
                channel.close();
              },
              () -> channel.forEach(received::add));
          return received;
        },
        "[1, 2]",
        "[2]");
  }

  @Test
  @Rule({3, 22})
  void buffered_twoReceivers_eachGetsOne(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          Integer[] received = new Integer[2];
          together(
              () -> received[0] = channel.receive(),
              () -> received[1] = channel.receive(),
              () -> {
                channel.send(1);
                channel.send(2);
              });
          return List.of(received);
        },
        "[1, 2]",
        "[2, 1]");
  }

  @Test
  @Rule(10)
  void tryOperations_onFullBuffer_areLinearizable(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(3, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          List<String> results =
              outcomesTogether(() -> channel.trySend(2), () -> channel.tryReceive().orNull());
          return results + " " + channel.size();
        },
        "[true, 1] 1",
        "[false, 1] 0");
  }

  @Test
  @Rule(10)
  void tryOperations_onUnbuffered_neverMeet(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(3, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          return outcomesTogether(() -> channel.trySend(1), () -> channel.tryReceive().orNull());
        },
        "[false, null]");
  }

  @Test
  @Rule({1, 10})
  void trySend_twoOfThemForOnePlace_oneSucceeds(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          boolean[] sent = new boolean[3];
          together(
              () -> sent[0] = channel.trySend(0),
              () -> sent[1] = channel.trySend(1),
              () -> sent[2] = channel.trySend(2));
          int taken = channel.receive();
          return sent[taken] + " " + (sent[0] ^ sent[1] ^ sent[2]) + " " + taken;
        },
        "true true 0",
        "true true 1",
        "true true 2");
  }

  /** The lock's own exclusion: a reader never sees a channel between two states. */
  @Test
  @Rule(5)
  void size_whileHandingOver_isNeverBetween(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          int[] size = {-1};
          together(() -> channel.send(2), channel::receive, () -> size[0] = channel.size());
          return size[0] + " " + channel.receive();
        },
        "0 2",
        "1 2");
  }
}
