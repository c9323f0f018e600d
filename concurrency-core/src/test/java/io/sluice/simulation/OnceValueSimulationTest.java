package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.giveWay;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.outcomesTogether;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.scope.OnceValue;
import io.sluice.testkit.simulation.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Values that several ask for before they are computed, in all schedules. */
@Tag("simulation")
class OnceValueSimulationTest {

  private static final Options ALL = exhaustive(2, "io.sluice.scope");

  @Test
  void get_twoAtOnce_computesOnce(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          AtomicInteger runs = new AtomicInteger();
          OnceValue<String> value = OnceValue.of(() -> "run " + runs.incrementAndGet());
          return outcomesTogether(value::get, value::get);
        },
        "[run 1, run 1]");
  }

  @Test
  void get_computationFails_everybodyIsTold(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          AtomicInteger runs = new AtomicInteger();
          OnceValue<String> value =
              OnceValue.of(
                  () -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("broken");
                  });
          List<String> results = outcomesTogether(value::get, value::get);
          return runs + " " + results + " " + outcomeOf(value::get);
        },
        "1 [ExecutionException, ExecutionException] ExecutionException");
  }

  /** What was computed is seen, with all that the computation did before. */
  @Test
  @Rule(24)
  void get_computed_seesWhatWasDone(TestReporter reporter) {
    outcomes(
        reporter,
        ALL.races(true),
        () -> {
          int[] done = new int[1];
          OnceValue<Integer> value = OnceValue.of(() -> done[0] = 1);
          int[] seen = new int[2];
          together(() -> seen[0] = value.get() + done[0], () -> seen[1] = value.get() + done[0]);
          return seen[0] + " " + seen[1];
        },
        "2 2");
  }

  /** Who asks looks several times before it waits; the value comes just then. */
  @Test
  void get_computedWhileBeginningToWait_isNotMissed(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          OnceValue<String> value =
              OnceValue.of(
                  () -> {
                    giveWay(8);
                    return "value";
                  });
          return value.get();
        },
        "value");
  }

  /** Who is interrupted ceases to wait; the computation goes on. */
  @Test
  @Rule(25)
  void get_interruptedDuringComputation_othersGetTheValue(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          AtomicInteger runs = new AtomicInteger();
          OnceValue<String> value = OnceValue.of(() -> "run " + runs.incrementAndGet());
          Attempt asking =
              Attempt.start(
                  () -> outcomeOf(value::get) + (Thread.interrupted() ? ", interrupted" : ""));
          asking.thread().interrupt();
          return asking.outcome() + ", then " + value.get();
        },
        "run 1, then run 1",
        "run 1, interrupted, then run 1",
        "InterruptedException, then run 1");
  }

  @Test
  @Rule({25, 26})
  void get_cancelledDuringComputation_endsTheWaitOnly(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          OnceValue<String> value = OnceValue.of(() -> "value");
          CancellableContext context = Context.background().withCancel();
          return outcomesTogether(
              () -> value.get(context),
              () -> {
                context.cancel();
                return value.get();
              });
        },
        "[value, value]",
        "[CancelledException, value]");
  }

  @Test
  void get_byTheComputation_isRefused(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          List<OnceValue<String>> self = new ArrayList<>();
          self.add(OnceValue.of(() -> outcomeOf(() -> self.get(0).get())));
          return outcomesTogether(() -> self.get(0).get(), () -> self.get(0).get());
        },
        "[IllegalStateException, IllegalStateException]");
  }
}
