package io.sluice.simulation;

import static io.sluice.simulation.Schedules.disturb;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Received;
import io.sluice.channel.Select;
import io.sluice.testkit.history.History;
import io.sluice.testkit.history.Model;
import io.sluice.testkit.history.Models;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Strategy;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation of a channel, drawn at random, on four threads: each history is one that the
 * channel's model could have had, one operation after the other.
 */
@Tag("simulation")
@Rule({1, 2, 7, 8, 10, 25})
class HistorySimulationTest {

  private static final Duration SHORT = Duration.ofMillis(1);

  enum Kind {
    UNBUFFERED,
    BUFFERED,
    UNLIMITED,
    CONFLATED;

    Channel<Integer> make() {
      return switch (this) {
        case UNBUFFERED -> Channel.unbuffered();
        case BUFFERED -> Channel.buffered(2);
        case UNLIMITED -> Channel.unlimited();
        case CONFLATED -> Channel.conflated();
      };
    }

    Model<?> model() {
      return switch (this) {
        case UNBUFFERED -> Models.queue(0);
        case BUFFERED -> Models.queue(2);
        case UNLIMITED -> Models.unlimitedQueue();
        case CONFLATED -> Models.conflatedQueue();
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void operations_disturbed_areLinearizable(Kind kind, TestReporter reporter) {
    disturb(reporter, Strategy.RANDOM, () -> run(kind), Fault.SPURIOUS_WAKEUP, Fault.INTERRUPT);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void operations_byPriorities_areLinearizable(Kind kind, TestReporter reporter) {
    disturb(reporter, Strategy.PCT, () -> run(kind), Fault.SPURIOUS_WAKEUP);
  }

  private static void run(Kind kind) throws InterruptedException {
    Channel<Integer> channel = kind.make();
    History history = new History();
    AtomicInteger values = new AtomicInteger();
    Schedules.Task user =
        () -> {
          for (int i = 0; i < 4; i++) {
            // What it returned or threw is in the history.
            Schedules.outcomeOf(() -> perform(history, channel, values));
          }
        };
    together(user, user, user, user);
    history.assertLinearizable(kind.model());
  }

  private static Object perform(History history, Channel<Integer> channel, AtomicInteger values)
      throws InterruptedException {
    int value = values.incrementAndGet();
    return switch (ThreadLocalRandom.current().nextInt(16)) {
      case 0, 1, 2 -> history.record("send", value, () -> channel.trySend(value, SHORT));
      case 3, 4 -> history.record("trySend", value, () -> channel.trySend(value));
      case 5, 6 ->
          history.record("send", value, () -> Select.await(SHORT, channel.sendCase(value)) != null);
      case 7, 8, 9 -> history.record("receive", () -> channel.tryReceive(SHORT));
      case 10, 11 -> history.record("tryReceive", () -> channel.tryReceive());
      case 12, 13 -> history.record("receive", () -> receiveBySelect(channel));
      case 14 -> history.record("size", () -> channel.size());
      default -> history.record("tryClose", () -> channel.tryClose(null));
    };
  }

  private static Received<Integer> receiveBySelect(Channel<Integer> channel)
      throws InterruptedException {
    ReceiveCase<Integer> receive = channel.receiveCase();
    Select.await(SHORT, receive);
    return receive.received();
  }
}
