package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.outcomesTogether;
import static io.sluice.simulation.Schedules.start;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.scope.SingleFlight;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Calls that share a run, come too late for it or cease to wait, in all schedules. */
@Tag("simulation")
class SingleFlightSimulationTest {

  private static final Options ALL = exhaustive(2, "io.sluice.scope");
  private static final Options FEWER = exhaustive(1, "io.sluice.scope");
  private static final String KEY = "key";

  /** Runs that tell their number. */
  private static final class Flights {
    private final SingleFlight<String, Integer> flights = new SingleFlight<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    Integer quick(Context context) throws Exception {
      return flights.run(context, KEY, c -> runs.incrementAndGet());
    }

    /** Would be over only after a day, if nobody cancelled it. */
    Integer slow(Context context) throws Exception {
      return flights.run(
          context,
          KEY,
          c -> {
            int run = runs.incrementAndGet();
            try {
              Thread.sleep(Duration.ofDays(1));
            } catch (InterruptedException e) {
              cancelled.incrementAndGet();
              throw e;
            }
            return run;
          });
    }
  }

  @Test
  void run_twoAtOnce_shareOrComeOneAfterTheOther(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Flights flights = new Flights();
          Integer[] results = new Integer[2];
          together(
              () -> results[0] = flights.quick(Context.background()),
              () -> results[1] = flights.quick(Context.background()));
          return List.of(results);
        },
        "[1, 1]",
        "[1, 2]",
        "[2, 1]");
  }

  @Test
  @Rule(24)
  void run_shared_seesWhatWasDone(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER.races(true),
        () -> {
          SingleFlight<String, int[]> flights = new SingleFlight<>();
          int[] sum = new int[2];
          Schedules.Task first =
              () -> sum[0] = flights.run(Context.background(), KEY, c -> new int[] {1})[0];
          Schedules.Task second =
              () -> sum[1] = flights.run(Context.background(), KEY, c -> new int[] {1})[0];
          together(first, second);
          return sum[0] + sum[1];
        },
        "2");
  }

  /** The one who stays gets the result of the same run. */
  @Test
  @Rule(25)
  void run_oneOfTwoIsCancelled_otherGetsTheResult(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Flights flights = new Flights();
          CancellableContext context = Context.background().withCancel();
          Attempt leaving = Attempt.start(() -> flights.slow(context));
          Attempt staying = Attempt.start(() -> flights.slow(Context.background()));
          Simulation.settle();
          context.cancel();
          return List.of(leaving.outcome(), staying.outcome()) + " " + flights.cancelled;
        },
        "[CancelledException, 1] 0");
  }

  /** The last one that ceases to wait cancels the run, and nobody who comes then joins it. */
  @Test
  void run_lastOneLeavesWhileAnotherComes_runsAnewOrShares(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Flights flights = new Flights();
          CancellableContext context = Context.background().withCancel();
          String[] results = new String[2];
          Thread leaving = start(() -> results[0] = outcomeOf(() -> flights.slow(context)));
          Simulation.settle();
          together(
              context::cancel,
              () -> results[1] = outcomeOf(() -> flights.slow(Context.background())));
          leaving.join();
          Simulation.settle();
          return List.of(results) + " " + flights.cancelled;
        },
        "[CancelledException, 1] 0",
        "[CancelledException, 2] 1");
  }

  @Test
  void run_allAreCancelled_runIsCancelled(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Flights flights = new Flights();
          CancellableContext context = Context.background().withCancel();
          Attempt one = Attempt.start(() -> flights.slow(context));
          Attempt two = Attempt.start(() -> flights.slow(context));
          Simulation.settle();
          context.cancel();
          List<String> results = List.of(one.outcome(), two.outcome());
          Simulation.settle();
          return results
              + " "
              + flights.cancelled
              + ", then "
              + flights.quick(Context.background());
        },
        "[CancelledException, CancelledException] 1, then 2");
  }

  @Test
  void forget_duringRun_nextStartsAnew(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Flights flights = new Flights();
          Integer[] results = new Integer[2];
          Thread first = start(() -> results[0] = flights.slow(Context.background()));
          Simulation.settle();
          flights.flights.forget(KEY);
          results[1] = flights.quick(Context.background());
          first.join();
          return List.of(results);
        },
        "[1, 2]");
  }

  @Test
  void run_taskFails_allWhoShareItAreTold(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          SingleFlight<String, String> flights = new SingleFlight<>();
          AtomicInteger runs = new AtomicInteger();
          Callable<String> call =
              () ->
                  flights.run(
                      Context.background(),
                      KEY,
                      c -> {
                        runs.incrementAndGet();
                        throw new IllegalStateException("broken");
                      });
          List<String> results = outcomesTogether(call, call);
          return runs + " " + results;
        },
        "1 [ExecutionException, ExecutionException]",
        "2 [ExecutionException, ExecutionException]");
  }
}
