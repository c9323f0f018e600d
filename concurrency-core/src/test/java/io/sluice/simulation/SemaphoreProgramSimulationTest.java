package io.sluice.simulation;

import static io.sluice.simulation.Schedules.explore;
import static io.sluice.simulation.Schedules.giveWay;
import static io.sluice.simulation.Schedules.sampling;
import static io.sluice.simulation.Schedules.samplingHeldUp;
import static io.sluice.simulation.Schedules.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.context.Context;
import io.sluice.sync.Semaphore;
import io.sluice.testkit.history.History;
import io.sluice.testkit.history.Models;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Strategy;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Workers that share permits at random, under faults: the semaphore behaves as if each operation
 * happened at one instant, and every permit comes back.
 */
@Tag("simulation")
class SemaphoreProgramSimulationTest {

  private static final int PERMITS = 3;
  private static final int WORKERS = 4;
  private static final int TURNS = 3;

  /** What the workers share. */
  private static final class Shared {
    private final Semaphore semaphore = new Semaphore(PERMITS);
    private final History history = new History();
    private final AtomicLong held = new AtomicLong();

    void work() {
      for (int turn = 0; turn < TURNS; turn++) {
        long permits = ThreadLocalRandom.current().nextInt(1, PERMITS + 1);
        if (acquire(permits)) {
          assertThat(held.addAndGet(permits)).isLessThanOrEqualTo(PERMITS);
          giveWay(1);
          held.addAndGet(-permits);
          history.record("release", permits, () -> semaphore.release(permits));
        }
      }
    }

    private boolean acquire(long permits) {
      try {
        return switch (ThreadLocalRandom.current().nextInt(4)) {
          case 0 -> {
            history.record("acquire", permits, () -> semaphore.acquire(permits));
            yield true;
          }
          case 1 -> history.record("tryAcquire", permits, () -> semaphore.tryAcquire(permits));
          case 2 ->
              history.record(
                  "acquire", permits, () -> semaphore.tryAcquire(permits, Duration.ofNanos(1_001)));
          default -> {
            Context soon = Context.background().withTimeout(Duration.ofNanos(1_002));
            history.record("acquire", permits, () -> semaphore.acquire(soon, permits));
            yield true;
          }
        };
      } catch (InterruptedException e) {
        return false; // it took too long, or by a fault
      }
    }
  }

  private static void program() throws InterruptedException {
    Shared shared = new Shared();
    Schedules.Task[] workers = new Schedules.Task[WORKERS];
    Arrays.fill(workers, (Schedules.Task) shared::work);
    together(workers);
    shared.history.assertLinearizable(Models.fairSemaphore(PERMITS));
    assertThat(shared.semaphore.available()).isEqualTo(PERMITS);
  }

  @Test
  @Rule({3, 25})
  void permits_sharedAtRandom_areLinearizable(TestReporter reporter) {
    explore(
        reporter,
        sampling(Fault.SPURIOUS_WAKEUP, Fault.INTERRUPT),
        SemaphoreProgramSimulationTest::program);
  }

  @Test
  @Rule({3, 25})
  void permits_sharedByThoseHeldUp_areLinearizable(TestReporter reporter) {
    explore(
        reporter,
        samplingHeldUp(Fault.INTERRUPT).strategy(Strategy.PCT),
        SemaphoreProgramSimulationTest::program);
  }
}
