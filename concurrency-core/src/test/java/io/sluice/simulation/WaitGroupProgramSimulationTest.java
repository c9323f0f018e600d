package io.sluice.simulation;

import static io.sluice.simulation.Schedules.explore;
import static io.sluice.simulation.Schedules.sampling;
import static io.sluice.simulation.Schedules.samplingHeldUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.context.Context;
import io.sluice.sync.WaitGroup;
import io.sluice.testing.StandardError;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * A wait group that is used round after round, by tasks of which some fail and waiters of which
 * some give up, under faults: who is released finds the work of its round done.
 */
@Tag("simulation")
class WaitGroupProgramSimulationTest {

  private static final int ROUNDS = 3;
  private static final int TASKS = 3;
  private static final int WAITERS = 3;

  private StandardError log;

  @BeforeEach
  void collectLog() {
    log = StandardError.collect();
  }

  @AfterEach
  void releaseLog() {
    log.close();
  }

  private static void program() throws InterruptedException {
    WaitGroup group = new WaitGroup();
    boolean failed = false;
    for (int round = 0; round < ROUNDS; round++) {
      failed |= round(group);
      assertThat(group.count()).isZero();
      assertThat(group.failure().isPresent()).isEqualTo(failed);
    }
  }

  /** Returns whether a task failed. */
  private static boolean round(WaitGroup group) throws InterruptedException {
    int[] work = new int[TASKS]; // plain: the group orders it
    int failing = ThreadLocalRandom.current().nextInt(2 * TASKS);
    for (int i = 0; i < TASKS; i++) {
      int task = i;
      group.go(
          () -> {
            work[task] = 1;
            if (task == failing) {
              throw withoutStack(new IOException("at random"));
            }
          });
    }
    List<Thread> waiters = new ArrayList<>();
    for (int i = 0; i < WAITERS; i++) {
      waiters.add(
          Schedules.start(
              () -> {
                if (awaitSomehow(group)) {
                  assertThat(work).containsOnly(1);
                }
              }));
    }
    for (Thread waiter : waiters) {
      waiter.join();
    }
    group.await();
    assertThat(work).containsOnly(1);
    return failing < TASKS;
  }

  private static IOException withoutStack(IOException failure) {
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  /** Returns whether the group was released before this gave up. */
  private static boolean awaitSomehow(WaitGroup group) {
    try {
      switch (ThreadLocalRandom.current().nextInt(3)) {
        case 0 -> group.await();
        case 1 -> group.await(Context.background().withTimeout(Duration.ofNanos(1_001)));
        default -> {
          return group.await(Duration.ofNanos(1_002));
        }
      }
      return true;
    } catch (InterruptedException e) {
      return false; // it took too long, or by a fault
    }
  }

  @Test
  @Rule({24, 36, 37})
  void rounds_atRandom_areKeptApart(TestReporter reporter) {
    explore(
        reporter,
        sampling(Fault.SPURIOUS_WAKEUP, Fault.INTERRUPT),
        WaitGroupProgramSimulationTest::program);
  }

  @Test
  @Rule({24, 36, 37})
  void rounds_ofThoseHeldUp_areKeptApart(TestReporter reporter) {
    explore(
        reporter,
        samplingHeldUp(Fault.INTERRUPT).strategy(Strategy.PCT),
        WaitGroupProgramSimulationTest::program);
  }
}
