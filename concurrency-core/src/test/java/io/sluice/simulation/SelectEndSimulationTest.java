package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.idle;
import static io.sluice.simulation.Schedules.outcomeAgainst;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.outcomesTogether;
import static io.sluice.simulation.Schedules.start;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.simulation.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * What ends a select other than a partner, against a partner: a close, an interrupt, a signal, a
 * deadline, and that nothing is ready at one instant; in all schedules.
 */
@Tag("simulation")
class SelectEndSimulationTest {

  private static final Options DEEP = exhaustive(2, "io.sluice.channel", "io.sluice.testing");
  private static final Options WIDE = exhaustive(1, "io.sluice.channel", "io.sluice.testing");

  // ---- close ----

  @Test
  @Rule({15, 20})
  void select_receiveCaseIsClosed_firesAsClosed(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.unbuffered();
          String result = outcomeAgainst(() -> select(a, b), b::close);
          return result + " " + idle(a);
        },
        "b closed true");
  }

  @Test
  @Rule({15, 20})
  void select_sendCaseIsClosed_throws(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.unbuffered();
          String result =
              outcomeAgainst(() -> Select.await(a.sendCase(1), b.receiveCase()), a::close);
          return result + " " + idle(b);
        },
        "ChannelClosedException true");
  }

  @Test
  @Rule({18, 20})
  void select_closeAgainstSender_firesOnceAndKeepsTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.buffered(1);
          String result = outcomeAgainst(() -> select(a, b), a::close, () -> b.send(1));
          return result + ", left " + b.tryReceive().orNull();
        },
        "a closed, left 1",
        "b 1, left null");
  }

  /** The values that were sent before the close come first, also through a select. */
  @Test
  @Rule({7, 20})
  void select_closeBehindAValue_receivesBothInOrder(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> a = Channel.buffered(1);
          Channel<Integer> b = Channel.unbuffered();
          List<String> results = new ArrayList<>();
          together(
              () -> {
                results.add(select(a, b));
                results.add(select(a, b));
              },
              () -> {
                a.send(1);
                a.close();
              });
          return results;
        },
        "[a 1, a closed]");
  }

  // ---- interrupt, signal, deadline ----

  @Test
  @Rule({18, 25})
  void select_interruptAgainstSender_throwsOrHasTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.buffered(1);
          Attempt selector = Attempt.start(() -> select(a, b));
          together(selector.thread()::interrupt, () -> b.send(1));
          String result = selector.outcomeAndStatus();
          return result + ", left " + b.tryReceive().orNull() + " " + idle(a, b);
        },
        "InterruptedException, left 1 true",
        "b 1 interrupted, left null true");
  }

  @Test
  @Rule({18, 25, 26})
  void select_signalAgainstSender_throwsOrHasTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.buffered(1);
          ManualSignal signal = new ManualSignal();
          String result =
              outcomeAgainst(
                  () -> select(cases -> Select.await(signal, cases), a, b),
                  signal::give,
                  () -> b.send(1));
          return result
              + (", left " + b.tryReceive().orNull())
              + (" " + idle(a, b) + " " + signal.subscriptions());
        },
        "GivenException, left 1 true 0",
        "b 1, left null true 0");
  }

  /** Both come at the same nanosecond; the sender's wake-up lets them run at the same time, too. */
  @Test
  @Rule({18, 27})
  void select_deadlineAgainstSender_givesUpOrHasTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.unbuffered();
          boolean[] sent = new boolean[1];
          Thread waiter = Thread.currentThread();
          Thread sender =
              start(
                  () -> {
                    Thread.sleep(Duration.ofMillis(1));
                    LockSupport.unpark(waiter);
                    sent[0] = b.trySend(1);
                  });
          String selected = select(cases -> Select.await(Duration.ofMillis(1), cases), a, b);
          sender.join();
          return selected + ", " + sent[0] + " " + idle(a, b);
        },
        "none, false true",
        "b 1, true true");
  }

  @Test
  @Rule({21, 25})
  void select_nothingEnabled_waitsUntilInterrupted(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          Attempt selector =
              Attempt.start(() -> Select.await(channel.receiveCase().enabled(false)));
          together(() -> channel.send(1), selector.thread()::interrupt);
          return selector.outcome() + " " + channel.size();
        },
        "InterruptedException 1");
  }

  // ---- nothing ready at one instant ----

  /** At each instant one of the two holds a value, though never the same for long. */
  @Test
  @Rule(17)
  void poll_valueMovesOn_isNeverMissed(TestReporter reporter) {
    for (boolean upwards : new boolean[] {true, false}) {
      outcomes(
          reporter,
          DEEP,
          () -> {
            Channel<Integer> from = Channel.buffered(1);
            Channel<Integer> to = Channel.buffered(1);
            from.send(1);
            SelectCase<?>[] cases = {to.receiveCase(), from.receiveCase()};
            if (upwards) {
              cases = new SelectCase<?>[] {cases[1], cases[0]};
            }
            SelectCase<?>[] order = cases;
            return outcomeAgainst(
                () -> Select.pollBiased(order) != null,
                () -> {
                  to.send(2);
                  from.tryReceive();
                });
          },
          "true");
    }
  }

  @Test
  @Rule({15, 17})
  void poll_againstSenders_commitsWithAParkedOneOnly(TestReporter reporter) {
    outcomes(
        reporter,
        WIDE,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.unbuffered();
          List<String> results =
              outcomesTogether(
                  () -> select(Select::poll, a, b),
                  () -> a.trySend(1, Duration.ofSeconds(1)),
                  () -> b.trySend(2, Duration.ofSeconds(1)));
          return String.join(" ", results) + " " + idle(a, b);
        },
        "none false false true",
        "a 1 true false true",
        "b 2 false true true");
  }

  /** One of the ways to select. */
  @FunctionalInterface
  private interface Selection {
    SelectCase<?> among(SelectCase<?>... cases) throws InterruptedException;
  }

  private static String select(Channel<Integer> a, Channel<Integer> b) throws InterruptedException {
    return select(Select::await, a, b);
  }

  /** Selects between receiving from either channel: which one it was, and what came from it. */
  private static String select(Selection selection, Channel<Integer> a, Channel<Integer> b)
      throws InterruptedException {
    ReceiveCase<Integer> fromA = a.receiveCase();
    ReceiveCase<Integer> fromB = b.receiveCase();
    SelectCase<?> choice = selection.among(fromA, fromB);
    if (choice == null) {
      return "none";
    }
    ReceiveCase<Integer> chosen = choice == fromA ? fromA : fromB;
    return (choice == fromA ? "a " : "b ") + (chosen.isClosed() ? "closed" : chosen.value());
  }
}
