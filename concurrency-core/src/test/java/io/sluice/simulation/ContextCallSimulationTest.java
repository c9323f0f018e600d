package io.sluice.simulation;

import static io.sluice.simulation.Schedules.busyFor;
import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.start;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.context.Probe;
import io.sluice.testkit.simulation.Options;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Calls that are interrupted when their context ends, in all schedules: no interrupt comes after
 * its call, none is lost, none is taken for another.
 */
@Tag("simulation")
class ContextCallSimulationTest {

  private static final Options ALL = exhaustive(2, "io.sluice.context");
  private static final Options FEWER = exhaustive(1, "io.sluice.context");

  /** Knows interrupts, and would else be over only after a day. */
  private static String hang() throws InterruptedException {
    Thread.sleep(Duration.ofDays(1));
    return "a day later";
  }

  /** Ignores interrupts. */
  private static String compute() {
    return "computed";
  }

  /** How a call ended, and whether it left the thread interrupted. */
  private static String outcomeAndStatus(Callable<?> call) {
    return outcomeOf(call) + (Thread.currentThread().isInterrupted() ? ", interrupted" : "");
  }

  /** Calls with a context while it is cancelled. */
  private static String callDuringCancel(Callable<String> operation) throws InterruptedException {
    CancellableContext context = Context.background().withCancel();
    String[] result = new String[1];
    together(() -> result[0] = outcomeAndStatus(() -> context.call(operation)), context::cancel);
    return result[0] + " " + Probe.observers(context);
  }

  @Test
  @Rule(25)
  void call_thatHangs_endsWithTheContext(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> callDuringCancel(ContextCallSimulationTest::hang),
        "CancelledException 0");
  }

  @Test
  @Rule(25)
  void call_thatIgnoresInterrupts_leavesNone(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> callDuringCancel(ContextCallSimulationTest::compute),
        "computed 0",
        "CancelledException 0");
  }

  @Test
  @Rule(25)
  void call_thatConsumesTheInterrupt_leavesNone(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> callDuringCancel(() -> String.valueOf(Thread.interrupted())),
        "true 0",
        "false 0",
        "CancelledException 0");
  }

  /** Cancelled by two at once, above and here: still one interrupt, and it stays within. */
  @Test
  @Rule(25)
  void call_cancelledTwice_leavesNoInterrupt(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          CancellableContext parent = Context.background().withCancel();
          CancellableContext child = parent.withCancel();
          String[] result = new String[1];
          together(
              () -> {
                result[0] = outcomeAndStatus(() -> child.call(ContextCallSimulationTest::compute));
                Thread.sleep(1); // throws if an interrupt comes after all
              },
              parent::cancel,
              child::cancel);
          return result[0];
        },
        "computed",
        "CancelledException");
  }

  @Test
  @Rule(25)
  void call_calledOneAfterTheOther_interruptStaysInItsOwn(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext context = Context.background().withCancel();
          String[] results = new String[2];
          together(
              () -> {
                results[0] = outcomeOf(() -> context.call(ContextCallSimulationTest::compute));
                results[1] =
                    outcomeAndStatus(
                        () ->
                            Context.background()
                                .withCancel()
                                .call(() -> Thread.currentThread().isInterrupted()));
              },
              context::cancel);
          return results[0] + " " + results[1];
        },
        "computed false",
        "CancelledException false");
  }

  /** Somebody else's interrupt is not the context's: it passes as what it is, or stays. */
  @Test
  @Rule(25)
  void call_interruptedByOthers_passesItOn(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Context context = Context.background().withCancel();
          String[] results = new String[2];
          Thread calling =
              start(
                  () -> {
                    results[0] = outcomeOf(() -> context.call(ContextCallSimulationTest::compute));
                    results[1] = outcomeOf(ContextCallSimulationTest::hang);
                  });
          calling.interrupt();
          calling.join();
          return results[0] + " " + results[1];
        },
        "computed InterruptedException",
        // Refused on entry; the interrupt is used up, and nobody disturbs what follows.
        "InterruptedException a day later");
  }

  /** The deadline's interrupts are delivered by a thread of their own. */
  @Test
  @Rule(25)
  void call_deadlinePassesAtItsEnd_leavesNoInterrupt(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Duration timeout = Duration.ofNanos(1_001);
          Context context = Context.background().withTimeout(timeout);
          String[] result = new String[1];
          together(
              () -> {
                result[0] =
                    outcomeAndStatus(
                        () ->
                            context.call(
                                () -> {
                                  busyFor(timeout);
                                  return "computed";
                                }));
                Thread.sleep(1); // throws if an interrupt comes after all
              });
          return result[0] + " " + Probe.observers(context) + " " + Probe.isAlarmSet(context);
        },
        "computed 0 false");
  }

  @Test
  @Rule(25)
  void call_deadlinePasses_isExact(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Context context = Context.background().withTimeout(Duration.ofNanos(1_001));
          long start = System.nanoTime();
          String result = outcomeAndStatus(() -> context.call(ContextCallSimulationTest::hang));
          return result + " " + (System.nanoTime() - start);
        },
        "DeadlineExceededException 1001");
  }
}
