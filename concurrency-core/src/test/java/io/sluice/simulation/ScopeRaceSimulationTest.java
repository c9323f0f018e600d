package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import io.sluice.scope.Options;
import io.sluice.scope.Outcome;
import io.sluice.scope.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Races, hedges and collections of tasks, in all schedules and in virtual time. */
@Tag("simulation")
class ScopeRaceSimulationTest {

  private static final io.sluice.testkit.simulation.Options FEWER =
      exhaustive(1, "io.sluice.scope");
  private static final Duration DELAY = Duration.ofNanos(1_001);

  private static String fail() throws IOException {
    throw new IOException("broken");
  }

  private static Scope.Task<String> after(Duration time, String result) {
    return context -> {
      Thread.sleep(time);
      return result;
    };
  }

  @Test
  void race_twoSucceed_eitherWinsAndBothHaveEnded(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          AtomicInteger inside = new AtomicInteger();
          Scope.Task<String> slow =
              context -> {
                inside.incrementAndGet();
                try {
                  return Channel.<String>never().receive(context);
                } finally {
                  inside.decrementAndGet();
                }
              };
          return Scope.race(Context.background(), List.of(context -> "A", slow, context -> "B"))
              + " "
              + inside;
        },
        "A 0",
        "B 0");
  }

  @Test
  void race_oneFails_otherWins(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> Scope.race(Context.background(), List.of(context -> fail(), context -> "B")),
        "B");
  }

  @Test
  void race_allFail_fails(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> outcomeOf(() -> Scope.race(Context.background(), List.of(c -> fail(), c -> fail()))),
        "ScopeFailedException");
  }

  @Test
  void hedge_firstIsSlow_secondStartsAfterTheDelay(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          long start = System.nanoTime();
          String winner =
              Scope.hedge(
                  Context.background(),
                  DELAY,
                  List.of(
                      after(Duration.ofDays(1), "A"),
                      after(Duration.ofNanos(5), "B"),
                      after(Duration.ZERO, "C")));
          return winner + " " + (System.nanoTime() - start);
        },
        "B 1006");
  }

  /** A failure is answered at once, without waiting for the delay. */
  @Test
  void hedge_firstFails_secondStartsAtOnce(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          long start = System.nanoTime();
          String winner = Scope.hedge(Context.background(), DELAY, List.of(c -> fail(), c -> "B"));
          return winner + " " + (System.nanoTime() - start);
        },
        "B 0");
  }

  @Test
  void collect_oneFails_othersGoOn(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          List<Outcome<String>> outcomes =
              Scope.collect(Context.background(), List.of(c -> "A", c -> fail(), c -> "C"));
          return outcomes.stream().map(outcome -> outcomeOf(outcome::get)).toList();
        },
        "[A, ExecutionException, C]");
  }

  @Test
  void collect_deadlinePasses_slowOneIsCancelled(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          long start = System.nanoTime();
          List<Outcome<String>> outcomes =
              Scope.collect(
                  Context.background(),
                  Options.defaults().timeout(DELAY),
                  List.of(c -> "A", after(Duration.ofDays(1), "B")));
          return outcomes.stream().map(outcome -> outcomeOf(outcome::get)).toList()
              + " "
              + (System.nanoTime() - start);
        },
        "[A, CancelledException] 1001");
  }
}
