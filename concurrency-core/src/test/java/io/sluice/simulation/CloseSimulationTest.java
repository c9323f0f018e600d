package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomeAgainst;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.start;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.testkit.simulation.Options;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Closing against everything else, in all schedules. */
@Tag("simulation")
class CloseSimulationTest {

  private static final Options ALL = exhaustive(1, "io.sluice.channel");

  @Test
  @Rule({6, 7, 8})
  void close_senderParkedAtFullBuffer_deliversOrTells(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          List<Integer> received = new ArrayList<>();
          String result =
              outcomeAgainst(
                  () -> sent(channel, 2), () -> channel.forEach(received::add), channel::close);
          return result + " " + received;
        },
        "sent [1, 2]",
        "ChannelClosedException [1]");
  }

  /** Who has seen the close sees no parked sender succeed after it, however late it is released. */
  @Test
  @Rule({6, 8})
  void receive_closeWasSeenWhileSenderIsParked_doesNotServeIt(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          Attempt sender = Attempt.start(() -> sent(channel, 2));
          Thread closer = start(channel::close);
          String seen = outcomeOf(() -> channel.trySend(3));
          channel.receive();
          closer.join();
          return (seen.equals("false") ? "open: " : "closed: ") + sender.outcome();
        },
        "open: sent",
        "open: ChannelClosedException",
        "closed: ChannelClosedException");
  }

  @Test
  @Rule({7, 10})
  void tryReceive_closeOfNonEmptyBuffer_neverMissesValue(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(3, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          String result = outcomeAgainst(() -> channel.tryReceive().orNull(), channel::close);
          return result + " " + channel.tryReceive().isClosed();
        },
        "1 true");
  }

  @Test
  @Rule(8)
  void close_twice_oneSucceeds(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(3, "io.sluice.channel"),
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          boolean[] first = new boolean[2];
          together(
              () -> first[0] = channel.tryClose(null), () -> first[1] = channel.tryClose(null));
          return first[0] ^ first[1];
        },
        "true");
  }

  private static String sent(Channel<Integer> channel, int value) throws InterruptedException {
    channel.send(value);
    return "sent";
  }
}
