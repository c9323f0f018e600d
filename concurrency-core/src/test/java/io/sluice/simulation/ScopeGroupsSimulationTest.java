package io.sluice.simulation;

import static io.sluice.simulation.Schedules.explore;
import static io.sluice.simulation.Schedules.sampling;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.context.Context;
import io.sluice.scope.Scope;
import io.sluice.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** So many tasks that those which have ended are cleared away, while others are reminded. */
@Tag("simulation")
class ScopeGroupsSimulationTest {

  private static final int MANY = 1_500;
  private static final int PAUSE_EVERY = 16;

  /**
   * A task that ignores its cancellation goes on forking for most of a second. It is interrupted by
   * the cancellation, and again after 100, 300 and 700 milliseconds, when most of the groups of
   * tasks that came after its own have been taken out.
   */
  @Test
  void fork_manyWhileCancelIsIgnored_isFoundAgain(TestReporter reporter) {
    explore(
        reporter,
        sampling().schedules(30).steps(1_000_000),
        () -> {
          AtomicInteger reminders = new AtomicInteger();
          Scope.run(
              Context.background(),
              scope -> {
                scope.go(
                    context -> {
                      for (int i = 0; i < MANY; i++) {
                        scope.go(c -> {});
                        if (i % PAUSE_EVERY == 0) {
                          sleepThrough(Duration.ofMillis(10), reminders);
                        }
                      }
                    });
                Simulation.settle();
                scope.cancel(null);
                return null;
              });
          assertThat(reminders.get()).isEqualTo(4);
        });
  }

  private static void sleepThrough(Duration time, AtomicInteger reminders) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      reminders.incrementAndGet();
    }
  }
}
