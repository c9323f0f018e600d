package io.sluice.simulation;

import static io.sluice.simulation.Schedules.busyFor;
import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomeAgainst;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.outcomesTogether;
import static io.sluice.simulation.Schedules.start;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.sync.WaitGroup;
import io.sluice.testkit.simulation.Options;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Counting down, waiting for it and giving up, in all schedules. */
@Tag("simulation")
class WaitGroupSimulationTest {

  private static final Options ALL = exhaustive(2, "io.sluice.sync");
  private static final Options FEWER = exhaustive(1, "io.sluice.sync");
  private static final Duration TIMEOUT = Duration.ofNanos(1_001);

  private static WaitGroup counting(int count) {
    WaitGroup group = new WaitGroup();
    group.add(count);
    return group;
  }

  private static String awaited(WaitGroup group) {
    return outcomeOf(
        () -> {
          group.await();
          return "released";
        });
  }

  /**
   * Begins another round, which nobody ends: a gate of an earlier round would let the waiter
   * through.
   */
  private static String nextRound(WaitGroup group) throws InterruptedException {
    group.add(1);
    boolean released = group.await(TIMEOUT);
    group.done();
    return released ? ", let through" : ", then waits";
  }

  private static String interrupted() {
    return Thread.currentThread().isInterrupted() ? ", interrupted" : "";
  }

  @Test
  @Rule(36)
  void await_lastTwoDoneAtOnce_isReleased(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          WaitGroup group = counting(2);
          String result = outcomeAgainst(() -> awaited(group), group::done, group::done);
          return result + " " + group;
        },
        "released WaitGroup[count 0, waiters 0]");
  }

  @Test
  @Rule(36)
  void await_twoWaiting_bothAreReleased(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          WaitGroup group = counting(1);
          String[] results = new String[2];
          together(
              () -> results[0] = awaited(group), () -> results[1] = awaited(group), group::done);
          return List.of(results) + " " + group;
        },
        "[released, released] WaitGroup[count 0, waiters 0]");
  }

  /** What was done before the count became zero is seen by those who waited for that. */
  @Test
  @Rule(24)
  void await_released_seesWhatWasDone(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER.races(true),
        () -> {
          WaitGroup group = counting(2);
          int[] done = new int[2];
          int[] seen = new int[1];
          together(
              () -> {
                done[0] = 1;
                group.done();
              },
              () -> {
                done[1] = 2;
                group.done();
              },
              () -> {
                group.await();
                seen[0] = done[0] + done[1];
              });
          return seen[0];
        },
        "3");
  }

  @Test
  @Rule(36)
  void done_onceTooOftenAtOnce_oneIsRefused(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          WaitGroup group = counting(1);
          String[] results = new String[2];
          together(
              () -> results[0] = outcomeOf(() -> done(group)),
              () -> results[1] = outcomeOf(() -> done(group)),
              group::await);
          return List.of(results) + " " + group;
        },
        "[done, IllegalStateException] WaitGroup[count 0, waiters 0]",
        "[IllegalStateException, done] WaitGroup[count 0, waiters 0]");
  }

  private static String done(WaitGroup group) {
    group.done();
    return "done";
  }

  @Test
  @Rule(36)
  void await_oneMoreAddedMeanwhile_isReleasedByTheLast(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          WaitGroup group = counting(1);
          int[] ended = new int[1];
          String seen =
              outcomeAgainst(
                  () -> {
                    group.await();
                    return ended[0];
                  },
                  () -> {
                    group.add(1);
                    group.done();
                    ended[0] = 1;
                    group.done();
                  });
          return seen + " " + group;
        },
        "1 WaitGroup[count 0, waiters 0]");
  }

  /** The one that waited begins the next round at once: it may, for nobody else has waited. */
  @Test
  @Rule(36)
  void add_afterOwnAwait_beginsTheNextRound(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          WaitGroup group = counting(1);
          String[] results = new String[2];
          together(
              () -> {
                results[0] = awaited(group);
                group.add(1);
                Thread worker = start(group::done);
                results[1] = awaited(group);
                worker.join();
              },
              group::done);
          return List.of(results) + " " + group;
        },
        "[released, released] WaitGroup[count 0, waiters 0]");
  }

  /** An add that comes before all have returned is refused; else it begins the next round. */
  @Test
  @Rule(36)
  void add_whileWaiterReturns_isRefusedOrBeginsTheNextRound(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          WaitGroup group = counting(1);
          List<String> results =
              outcomesTogether(
                  () -> awaited(group),
                  () -> {
                    group.done();
                    return nextRound(group);
                  });
          return String.join("", results) + " " + group;
        },
        "released, then waits WaitGroup[count 0, waiters 0]",
        "releasedIllegalStateException WaitGroup[count 0, waiters 0]");
  }

  @Test
  @Rule(25)
  void await_interruptedDuringRelease_isReleasedOrChangesNothing(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          WaitGroup group = counting(1);
          Attempt waiting = Attempt.start(() -> awaited(group) + interrupted());
          together(waiting.thread()::interrupt, group::done);
          return waiting.outcome() + nextRound(group);
        },
        "released, then waits",
        "released, interrupted, then waits",
        "InterruptedException, then waits");
  }

  @Test
  @Rule({25, 26})
  void await_cancelledDuringRelease_isReleasedOrChangesNothing(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          WaitGroup group = counting(1);
          CancellableContext context = Context.background().withCancel();
          String[] results = new String[2];
          together(
              () ->
                  results[0] =
                      outcomeOf(
                              () -> {
                                group.await(context);
                                return "released";
                              })
                          + interrupted(),
              () -> results[1] = awaited(group),
              () -> {
                context.cancel();
                group.done();
              });
          return List.of(results) + nextRound(group);
        },
        "[released, released], then waits",
        "[CancelledException, released], then waits");
  }

  /** One that gives up leaves no gate behind that would release the next too early. */
  @Test
  @Rule({25, 27})
  void await_timesOutDuringRelease_isReleasedOrChangesNothing(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          WaitGroup group = counting(1);
          String[] results = new String[2];
          together(
              () -> {
                long start = System.nanoTime();
                results[0] = group.await(TIMEOUT) + " " + (System.nanoTime() - start);
                results[1] = awaited(group);
              },
              () -> {
                busyFor(TIMEOUT);
                group.done();
              });
          return List.of(results) + nextRound(group);
        },
        "[true 1001, released], then waits",
        "[false 1001, released], then waits");
  }
}
