package io.sluice.simulation;

import static io.sluice.simulation.Schedules.busyFor;
import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.context.Probe;
import io.sluice.testkit.simulation.Options;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Deadlines in virtual time, to the nanosecond, and their timer, in all schedules. */
@Tag("simulation")
class ContextDeadlineSimulationTest {

  private static final Options ALL = exhaustive(2, "io.sluice.context");
  private static final Options FEWER = exhaustive(1, "io.sluice.context");

  private static final Duration SHORT = Duration.ofNanos(1_001);
  private static final Duration LONG = Duration.ofNanos(2_000_003);

  /** How a call ended, and after how many nanoseconds. */
  private static String timed(Callable<?> call) {
    long start = System.nanoTime();
    return outcomeOf(call) + " " + (System.nanoTime() - start);
  }

  private static String timedWait(Context context) {
    return timed(() -> Channel.never().receive(context));
  }

  @Test
  @Rule({27, 31})
  void deadline_twoWaiting_eachWakesAtItsOwn(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Context shorter = Context.background().withTimeout(SHORT);
          Context longer = Context.background().withTimeout(LONG);
          String[] results = new String[2];
          together(() -> results[0] = timedWait(longer), () -> results[1] = timedWait(shorter));
          return List.of(results);
        },
        "[DeadlineExceededException 2000003, DeadlineExceededException 1001]");
  }

  /** The alarm belongs to the context whose deadline it is, whoever below waits for it. */
  @Test
  @Rule(31)
  void deadline_ofTheParent_wakesThoseBelow(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Context parent = Context.background().withTimeout(SHORT);
          Context later = parent.withTimeout(LONG);
          Context same = parent.withCancel();
          String[] results = new String[2];
          together(() -> results[0] = timedWait(later), () -> results[1] = timedWait(same));
          return List.of(results) + " " + later.cause().equals(same.cause());
        },
        "[DeadlineExceededException 1001, DeadlineExceededException 1001] true");
  }

  @Test
  @Rule({30, 31})
  void cancel_atTheDeadline_comesTooLate(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          CancellableContext context = Context.background().withTimeout(SHORT);
          Context child = context.withCancel();
          ReceiveChannel<Void> done = child.done();
          boolean[] won = new boolean[1];
          together(
              () -> {
                busyFor(SHORT);
                won[0] = context.cancel();
              });
          return won[0] + " " + child.state() + " " + done.tryReceive().isClosed();
        },
        "false DEADLINE_EXCEEDED true");
  }

  /** A nanosecond earlier, the cancellation is the first; even if looked at only afterwards. */
  @Test
  @Rule({30, 31})
  void cancel_justBeforeTheDeadline_wins(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext parent = Context.background().withCancel();
          Context child = parent.withTimeout(SHORT);
          String[] result = new String[1];
          together(
              () -> result[0] = timedWait(child),
              () -> {
                Thread.sleep(SHORT.minusNanos(1));
                parent.cancel();
              });
          return result[0] + " " + child.state();
        },
        "CancelledException 1000 CANCELLED");
  }

  /** The own deadline came first, though the parent's end is what is found when one looks. */
  @Test
  @Rule({30, 31})
  void deadline_passedUnseenBeforeCancelAbove_stands(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext parent = Context.background().withCancel();
          Context child = parent.withTimeout(SHORT);
          Thread.sleep(SHORT.plusNanos(1));
          Context.State[] seen = new Context.State[1];
          together(parent::cancel, () -> seen[0] = child.state());
          return seen[0] + " " + child.state() + " " + parent.state();
        },
        "DEADLINE_EXCEEDED DEADLINE_EXCEEDED CANCELLED");
  }

  /** A wait that ends in time takes its alarm along; the next one sets it again. */
  @Test
  @Rule({31, 33})
  void deadline_waitedForAgain_staysExact(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Context context = Context.background().withTimeout(SHORT);
          Channel<Integer> channel = Channel.buffered(1);
          String[] results = new String[2];
          together(
              () -> {
                results[0] = timed(() -> channel.receive(context));
                results[1] = timedWait(context);
              },
              () -> channel.send(1));
          return List.of(results) + " " + Probe.isAlarmSet(context);
        },
        "[1 0, DeadlineExceededException 1001] false");
  }

  /**
   * The timer's thread ends ten seconds after its last alarm. Who sets the next one at that very
   * moment is heard by it or by a new one.
   */
  @Test
  @Rule(31)
  void deadline_setWhileTheTimerEnds_isKept(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          timedWait(Context.background().withTimeout(SHORT));
          busyFor(Duration.ofSeconds(10));
          return timedWait(Context.background().withTimeout(LONG));
        },
        "DeadlineExceededException 2000003");
  }

  /** Two set the first alarm at once: one starts the timer's thread, which alone serves both. */
  @Test
  @Rule(31)
  void deadline_setTwiceForTheFirstTime_bothAreKept(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          String[] results = new String[2];
          together(
              () -> results[0] = timedWait(Context.background().withTimeout(SHORT)),
              () -> results[1] = timedWait(Context.background().withTimeout(SHORT)));
          return List.of(results);
        },
        "[DeadlineExceededException 1001, DeadlineExceededException 1001]");
  }

  @Test
  @Rule(31)
  void withTimeout_thatHasPassed_isDoneAtOnce(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          CancellableContext parent = Context.background().withTimeout(LONG);
          String[] results = new String[2];
          together(
              parent::cancel,
              () -> results[0] = timedWait(parent.withTimeout(Duration.ZERO)),
              () -> results[1] = timedWait(parent.withTimeout(Duration.ofNanos(-1))));
          return List.of(results);
        },
        "[DeadlineExceededException 0, DeadlineExceededException 0]",
        "[DeadlineExceededException 0, CancelledException 0]",
        "[CancelledException 0, DeadlineExceededException 0]",
        "[CancelledException 0, CancelledException 0]");
  }

  /**
   * An alarm that nobody needed goes off while somebody comes who has looked at the clock just
   * before and does not look again.
   */
  @Test
  @Rule({31, 34})
  void onCancel_registeredWhileTheAlarmGoesOff_runs(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.context.Alarm", "io.sluice.context.DeadlineTimer"),
        () -> {
          Context context = Context.background().withTimeout(SHORT);
          context.unparkWhenDone(Thread.currentThread()).close();
          int[] runs = new int[1];
          together(
              () -> {
                busyFor(SHORT);
                Probe.observeUnlooked(context, () -> runs[0]++);
              });
          Thread.sleep(Duration.ofSeconds(1));
          return runs[0];
        },
        "1");
  }
}
