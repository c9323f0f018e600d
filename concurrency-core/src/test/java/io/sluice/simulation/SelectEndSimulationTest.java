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
          Channel<Integer> a = unbuffered();
          Channel<Integer> b = unbuffered();
          String[] result = new String[1];
          together(() -> result[0] = outcomeOf(() -> select(a, b)), b::close);
          return result[0] + " " + idle(a);
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
          Channel<Integer> a = unbuffered();
          Channel<Integer> b = unbuffered();
          String[] result = new String[1];
          together(
              () -> result[0] = outcomeOf(() -> Select.await(a.sendCase(1), b.receiveCase())),
              a::close);
          return result[0] + " " + idle(b);
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
          Channel<Integer> a = unbuffered();
          Channel<Integer> b = Channel.buffered(1);
          String[] result = new String[1];
          together(() -> result[0] = outcomeOf(() -> select(a, b)), a::close, () -> b.send(1));
          return result[0] + ", left " + b.tryReceive().orNull();
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
          Channel<Integer> b = unbuffered();
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
          Channel<Integer> a = unbuffered();
          Channel<Integer> b = Channel.buffered(1);
          String[] result = new String[1];
          Thread selector = start(() -> result[0] = outcomeOf(() -> select(a, b)));
          together(selector::interrupt, () -> b.send(1));
          selector.join();
          String status = selector.isInterrupted() ? " interrupted" : "";
          return result[0] + status + ", left " + b.tryReceive().orNull() + " " + idle(a, b);
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
          Channel<Integer> a = unbuffered();
          Channel<Integer> b = Channel.buffered(1);
          ManualSignal signal = new ManualSignal();
          String[] result = new String[1];
          together(
              () -> result[0] = outcomeOf(() -> select(signal, a, b)),
              signal::give,
              () -> b.send(1));
          return result[0]
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
          Channel<Integer> a = unbuffered();
          Channel<Integer> b = unbuffered();
          boolean[] sent = new boolean[1];
          Thread waiter = Thread.currentThread();
          Thread sender =
              start(
                  () -> {
                    Thread.sleep(Duration.ofMillis(1));
                    LockSupport.unpark(waiter);
                    sent[0] = b.trySend(1);
                  });
          String selected = selectWithin(Duration.ofMillis(1), a, b);
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
          String[] result = new String[1];
          Thread selector =
              start(
                  () -> {
                    SelectCase<Integer> disabled = channel.receiveCase().enabled(false);
                    result[0] = outcomeOf(() -> Select.await(disabled));
                  });
          together(() -> channel.send(1), selector::interrupt);
          selector.join();
          return result[0] + " " + channel.size();
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
            boolean[] found = new boolean[1];
            SelectCase<?>[] order = cases;
            together(
                () -> found[0] = Select.pollBiased(order) != null,
                () -> {
                  to.send(2);
                  from.tryReceive();
                });
            return found[0];
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
          Channel<Integer> a = unbuffered();
          Channel<Integer> b = unbuffered();
          String[] result = new String[1];
          boolean[] sent = new boolean[2];
          together(
              () -> result[0] = poll(a, b),
              () -> sent[0] = a.trySend(1, Duration.ofSeconds(1)),
              () -> sent[1] = b.trySend(2, Duration.ofSeconds(1)));
          return result[0] + " " + sent[0] + " " + sent[1] + " " + idle(a, b);
        },
        "none false false true",
        "a 1 true false true",
        "b 2 false true true");
  }

  private static String poll(Channel<Integer> a, Channel<Integer> b) {
    ReceiveCase<Integer> fromA = a.receiveCase();
    ReceiveCase<Integer> fromB = b.receiveCase();
    return describe(Select.poll(fromA, fromB), fromA, fromB);
  }

  private static String select(Channel<Integer> a, Channel<Integer> b) throws InterruptedException {
    ReceiveCase<Integer> fromA = a.receiveCase();
    ReceiveCase<Integer> fromB = b.receiveCase();
    return describe(Select.await(fromA, fromB), fromA, fromB);
  }

  private static String select(ManualSignal signal, Channel<Integer> a, Channel<Integer> b)
      throws InterruptedException {
    ReceiveCase<Integer> fromA = a.receiveCase();
    ReceiveCase<Integer> fromB = b.receiveCase();
    return describe(Select.await(signal, fromA, fromB), fromA, fromB);
  }

  private static String selectWithin(Duration timeout, Channel<Integer> a, Channel<Integer> b)
      throws InterruptedException {
    ReceiveCase<Integer> fromA = a.receiveCase();
    ReceiveCase<Integer> fromB = b.receiveCase();
    return describe(Select.await(timeout, fromA, fromB), fromA, fromB);
  }

  private static String describe(
      SelectCase<?> choice, ReceiveCase<Integer> a, ReceiveCase<Integer> b) {
    if (choice == null) {
      return "none";
    }
    ReceiveCase<Integer> chosen = choice == a ? a : b;
    return (choice == a ? "a " : "b ") + (chosen.isClosed() ? "closed" : chosen.value());
  }
}
