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
import io.sluice.sync.Semaphore;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Permits that are taken, given back and no longer wanted, in all schedules. */
@Tag("simulation")
class SemaphoreSimulationTest {

  private static final Options ALL = exhaustive(2, "io.sluice.sync");
  private static final Options FEWER = exhaustive(1, "io.sluice.sync");
  private static final Duration TIMEOUT = Duration.ofNanos(1_001);

  /** Takes permits, and gives them back if it got them. */
  private static String used(Semaphore semaphore, int permits) {
    return outcomeOf(
        () -> {
          semaphore.acquire(permits);
          boolean interrupted = Thread.interrupted();
          semaphore.release(permits);
          return interrupted ? "used, interrupted" : "used";
        });
  }

  @Test
  void acquire_twoForOnePermit_excludeEachOther(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER.races(true),
        () -> {
          Semaphore semaphore = new Semaphore(1);
          int[] count = new int[1];
          Schedules.Task increment =
              () -> {
                semaphore.acquire();
                count[0]++;
                semaphore.release();
              };
          together(increment, increment);
          return count[0] + " " + semaphore;
        },
        "2 Semaphore[1 of 1 free]");
  }

  @Test
  void acquire_threeForOnePermit_noneIsForgotten(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Semaphore semaphore = new Semaphore(1);
          List<String> results =
              outcomesTogether(
                  () -> used(semaphore, 1), () -> used(semaphore, 1), () -> used(semaphore, 1));
          return results + " " + semaphore;
        },
        "[used, used, used] Semaphore[1 of 1 free]");
  }

  @Test
  void acquire_weightsThatDoNotFitTogether_noneIsForgotten(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Semaphore semaphore = new Semaphore(3);
          List<String> results =
              outcomesTogether(
                  () -> used(semaphore, 2), () -> used(semaphore, 3), () -> used(semaphore, 1));
          return results + " " + semaphore;
        },
        "[used, used, used] Semaphore[3 of 3 free]");
  }

  /** The small one would fit, but the large one was first. */
  @Test
  @Rule(3)
  void acquire_smallBehindLarge_doesNotPass(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          Semaphore semaphore = new Semaphore(2);
          semaphore.acquire(2);
          List<String> order = new ArrayList<>();
          Thread large =
              start(
                  () -> {
                    semaphore.acquire(2);
                    order.add("large");
                    semaphore.release(2);
                  });
          Simulation.settle();
          together(
              () -> {
                semaphore.acquire();
                order.add("small");
                semaphore.release();
              },
              semaphore::release,
              semaphore::release);
          large.join();
          return order + " " + semaphore;
        },
        "[large, small] Semaphore[2 of 2 free]");
  }

  @Test
  @Rule(3)
  void tryAcquire_whileSomebodyIsQueued_doesNotPass(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Semaphore semaphore = new Semaphore(2);
          semaphore.acquire();
          Thread large = start(() -> semaphore.acquire(2));
          Simulation.settle();
          String acquired = outcomeAgainst(semaphore::tryAcquire, semaphore::release);
          large.join();
          return acquired + " " + semaphore;
        },
        "false Semaphore[0 of 2 free]");
  }

  @Test
  void release_moreThanIsHeldAtOnce_oneIsRefused(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Semaphore semaphore = new Semaphore(2);
          semaphore.acquire();
          List<String> results =
              outcomesTogether(() -> released(semaphore), () -> released(semaphore));
          return results + " " + semaphore;
        },
        "[released, IllegalStateException] Semaphore[2 of 2 free]",
        "[IllegalStateException, released] Semaphore[2 of 2 free]");
  }

  private static String released(Semaphore semaphore) {
    semaphore.release();
    return "released";
  }

  @Test
  @Rule(25)
  void acquire_interruptedDuringRelease_losesNoPermit(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Semaphore semaphore = new Semaphore(1);
          semaphore.acquire();
          Attempt waiting = Attempt.start(() -> used(semaphore, 1));
          together(waiting.thread()::interrupt, semaphore::release);
          return waiting.outcome() + " " + semaphore;
        },
        "used Semaphore[1 of 1 free]",
        "used, interrupted Semaphore[1 of 1 free]",
        "InterruptedException Semaphore[1 of 1 free]");
  }

  /** The large one in front gives up, and the small one behind it fits. */
  @Test
  @Rule(25)
  void acquire_cancelledInFront_letsTheNextOn(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Semaphore semaphore = new Semaphore(2);
          semaphore.acquire();
          CancellableContext context = Context.background().withCancel();
          String[] results = new String[2];
          together(
              () ->
                  results[0] =
                      outcomeOf(
                          () -> {
                            semaphore.acquire(context, 2);
                            return "never";
                          }),
              () -> {
                semaphore.acquire();
                results[1] = "acquired";
              },
              context::cancel);
          return List.of(results) + " " + semaphore;
        },
        "[CancelledException, acquired] Semaphore[0 of 2 free]");
  }

  @Test
  @Rule({25, 27})
  void tryAcquire_timesOutDuringRelease_losesNoPermit(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          Semaphore semaphore = new Semaphore(1);
          semaphore.acquire();
          String result =
              outcomeAgainst(
                  () -> {
                    long start = System.nanoTime();
                    boolean acquired = semaphore.tryAcquire(1, TIMEOUT);
                    return acquired + " " + (System.nanoTime() - start);
                  },
                  () -> {
                    busyFor(TIMEOUT);
                    semaphore.release();
                  });
          return result + " " + semaphore;
        },
        "true 1001 Semaphore[0 of 1 free]",
        "false 1001 Semaphore[1 of 1 free]");
  }
}
