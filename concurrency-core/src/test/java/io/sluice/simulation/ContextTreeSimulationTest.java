package io.sluice.simulation;

import static io.sluice.simulation.Schedules.explore;
import static io.sluice.simulation.Schedules.sampling;
import static io.sluice.simulation.Schedules.samplingHeldUp;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Strategy;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Random trees of contexts that are observed and ended at random, under faults. What must hold of
 * each tree, see {@link RandomContexts}.
 */
@Tag("simulation")
@Rule({29, 30, 31, 32, 33, 34, 35})
class ContextTreeSimulationTest {

  private static final int THREADS = 4;

  private static void program() throws InterruptedException {
    RandomContexts contexts = new RandomContexts();
    Schedules.Task[] threads = new Schedules.Task[THREADS];
    Arrays.fill(threads, (Schedules.Task) contexts::act);
    together(threads);
    contexts.end();
  }

  @Test
  void tree_endedAtRandom_isConsistent(TestReporter reporter) {
    explore(reporter, sampling(Fault.SPURIOUS_WAKEUP), ContextTreeSimulationTest::program);
  }

  @Test
  void tree_endedAtRandomByThoseInterrupted_isConsistent(TestReporter reporter) {
    explore(reporter, sampling(Fault.INTERRUPT), ContextTreeSimulationTest::program);
  }

  @Test
  void tree_endedByPriorities_isConsistent(TestReporter reporter) {
    explore(reporter, sampling().strategy(Strategy.PCT), ContextTreeSimulationTest::program);
  }

  /** Alarms come late then, and deadlines have passed before anybody looks. */
  @Test
  void tree_endedByThoseHeldUp_isConsistent(TestReporter reporter) {
    explore(reporter, samplingHeldUp(), ContextTreeSimulationTest::program);
  }
}
