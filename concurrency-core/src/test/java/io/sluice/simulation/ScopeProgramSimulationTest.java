package io.sluice.simulation;

import static io.sluice.simulation.Schedules.explore;
import static io.sluice.simulation.Schedules.sampling;
import static io.sluice.simulation.Schedules.samplingHeldUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.scope.RandomScope;
import io.sluice.testing.StandardError;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Scopes whose tasks fork, join, fail, cancel and nest at random, under faults: no code of a scope
 * runs once the scope has ended, and each ends.
 */
@Tag("simulation")
class ScopeProgramSimulationTest {

  /** One after the other: the first may be spoilt by the faults, which come early. */
  private static final int SCOPES = 2;

  private StandardError log;

  /** Tasks that are held up by a fault are reported in the log. */
  @BeforeEach
  void collectLog() {
    log = StandardError.collect();
  }

  @AfterEach
  void releaseLog() {
    log.close();
  }

  /** A program that notes how its scopes ended. */
  private static void program(Set<RandomScope.End> ends) throws InterruptedException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Queue<String> violations = new ConcurrentLinkedQueue<>();
    try (CancellableContext outer = Context.background().withTimeout(Duration.ofHours(1))) {
      long seed = random.nextLong();
      RandomScope.End[] ended = new RandomScope.End[SCOPES];
      Thread running =
          Schedules.start(
              () -> {
                for (int i = 0; i < SCOPES; i++) {
                  ended[i] = new RandomScope(outer, seed + i, 1, violations).call();
                }
              });
      Thread.sleep(0, random.nextInt(1_000_000));
      outer.cancel(new IOException("over"));
      running.join();
      ends.addAll(Arrays.asList(ended));
    }
    assertThat(violations).isEmpty();
  }

  private static void assertAllWays(TestReporter reporter, Options options) {
    Set<RandomScope.End> ends = EnumSet.noneOf(RandomScope.End.class);
    explore(reporter, options, () -> program(ends));
    assertThat(ends)
        .contains(RandomScope.End.RETURNED, RandomScope.End.FAILED, RandomScope.End.CANCELLED);
  }

  @Test
  @Rule(24)
  void scopes_atRandom_leaveNobodyBehind(TestReporter reporter) {
    assertAllWays(reporter, sampling(Fault.SPURIOUS_WAKEUP));
  }

  @Test
  @Rule({24, 25})
  void scopes_interruptedAndHeldUp_leaveNobodyBehind(TestReporter reporter) {
    assertAllWays(reporter, samplingHeldUp(Fault.INTERRUPT));
  }

  @Test
  @Rule(24)
  void scopes_byPriorities_leaveNobodyBehind(TestReporter reporter) {
    assertAllWays(reporter, samplingHeldUp().strategy(Strategy.PCT));
  }
}
