package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.testkit.simulation.Options;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Calls within calls, in all schedules: each interrupt reaches the code that it is meant for. */
@Tag("simulation")
class NestedCallSimulationTest {

  private static final Options ALL = exhaustive(2, "io.sluice.context");
  private static final Options FEWER = exhaustive(1, "io.sluice.context");

  private static String hang() throws InterruptedException {
    Thread.sleep(Duration.ofDays(1));
    return "a day later";
  }

  /** Both are cancelled while the inner code runs, which ignores it; the outer code hangs then. */
  private static String cancelBoth(CancellableContext outer, CancellableContext inner)
      throws InterruptedException {
    String[] results = new String[] {"not run", "not run", ""};
    together(
        () -> {
          results[1] =
              outcomeOf(
                  () ->
                      outer.call(
                          () -> {
                            results[0] = outcomeOf(() -> inner.call(() -> "inner"));
                            return hang();
                          }));
          results[2] = Thread.currentThread().isInterrupted() ? ", interrupted" : "";
        },
        inner::cancel,
        outer::cancel);
    return results[0] + ", " + results[1] + results[2];
  }

  @Test
  @Rule(25)
  void call_unrelatedInnerCancelledToo_outerIsInterrupted(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> cancelBoth(Context.background().withCancel(), Context.background().withCancel()),
        "inner, CancelledException",
        "CancelledException, CancelledException",
        // Interrupted when the inner call began: the outer code is told, and goes on all the same.
        "InterruptedException, a day later",
        "not run, CancelledException");
  }

  @Test
  @Rule(25)
  void call_innerBelowOuterCancelledToo_outerIsInterrupted(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          CancellableContext outer = Context.background().withCancel();
          return cancelBoth(outer, outer.withCancel());
        },
        "inner, CancelledException",
        "CancelledException, CancelledException",
        "not run, CancelledException");
  }

  /** The inner one's interrupt ends the inner call only. */
  @Test
  @Rule(25)
  void call_innerCancelled_outerGoesOn(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext outer = Context.background().withCancel();
          CancellableContext inner = outer.withCancel();
          String[] results = new String[2];
          together(
              () ->
                  results[1] =
                      outer.call(
                          () -> {
                            results[0] =
                                outcomeOf(() -> inner.call(NestedCallSimulationTest::hang));
                            return hang();
                          }),
              inner::cancel);
          return results[0] + ", " + results[1];
        },
        "CancelledException, a day later");
  }

  /** The inner code uses up the interrupt that was meant for both. */
  @Test
  @Rule(25)
  void call_innerConsumesTheOutersInterrupt_itIsGivenAgain(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext outer = Context.background().withCancel();
          CancellableContext inner = outer.withCancel();
          String[] result = new String[1];
          together(
              () ->
                  result[0] =
                      outcomeOf(
                          () ->
                              outer.call(
                                  () -> {
                                    outcomeOf(() -> inner.call(Thread::interrupted));
                                    return hang();
                                  })),
              outer::cancel);
          return result[0];
        },
        "CancelledException");
  }
}
