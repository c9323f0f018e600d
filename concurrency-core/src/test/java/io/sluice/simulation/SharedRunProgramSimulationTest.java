package io.sluice.simulation;

import static io.sluice.simulation.Schedules.explore;
import static io.sluice.simulation.Schedules.sampling;
import static io.sluice.simulation.Schedules.samplingHeldUp;
import static io.sluice.simulation.Schedules.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.context.Context;
import io.sluice.scope.OnceValue;
import io.sluice.scope.SingleFlight;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Strategy;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Callers that share runs and values at random and may give up, under faults. */
@Tag("simulation")
class SharedRunProgramSimulationTest {

  private static final int CALLERS = 4;
  private static final int CALLS = 3;

  /** Runs that may be cancelled, beside a value that must be computed once. */
  private static final class Shared {
    private final SingleFlight<Integer, int[]> flights = new SingleFlight<>();
    private final AtomicInteger computations = new AtomicInteger();
    private final AtomicInteger gaveUp;
    private final OnceValue<int[]> value =
        OnceValue.of(
            () -> {
              computations.incrementAndGet();
              Thread.sleep(0, 1_500);
              return new int[] {7};
            });

    Shared(AtomicInteger gaveUp) {
      this.gaveUp = gaveUp;
    }

    void call() {
      for (int i = 0; i < CALLS; i++) {
        int key = ThreadLocalRandom.current().nextInt(2);
        try (var context = Context.background().withTimeout(Duration.ofNanos(1_001))) {
          if (ThreadLocalRandom.current().nextBoolean()) {
            assertThat(flights.run(context, key, c -> slow(c, key))).containsExactly(key);
          } else {
            assertThat(value.get(context)).containsExactly(7);
          }
        } catch (InterruptedException e) {
          gaveUp.incrementAndGet(); // it took too long, or by a fault
        } catch (ExecutionException e) {
          // A fault has struck the run itself, and all who share it are told.
          assertThat(e).hasCauseInstanceOf(InterruptedException.class);
        }
      }
    }

    private static int[] slow(Context context, int key) throws InterruptedException {
      Thread.sleep(0, ThreadLocalRandom.current().nextInt(2_000));
      context.check();
      return new int[] {key};
    }
  }

  private static void program(AtomicInteger gaveUp) throws InterruptedException {
    Shared shared = new Shared(gaveUp);
    Schedules.Task[] callers = new Schedules.Task[CALLERS];
    Arrays.fill(callers, (Schedules.Task) shared::call);
    together(callers);
    assertThat(shared.computations.get()).isLessThanOrEqualTo(1);
  }

  private static void assertShared(TestReporter reporter, Options options) {
    AtomicInteger gaveUp = new AtomicInteger();
    int schedules = explore(reporter, options, () -> program(gaveUp)).schedules();
    assertThat(gaveUp.get()).isBetween(1, schedules * CALLERS * CALLS - 1);
  }

  @Test
  @Rule({24, 25})
  void calls_atRandom_shareWhatIsTheirs(TestReporter reporter) {
    assertShared(reporter, sampling(Fault.SPURIOUS_WAKEUP));
  }

  @Test
  @Rule({24, 25})
  void calls_interruptedAndHeldUp_shareWhatIsTheirs(TestReporter reporter) {
    assertShared(reporter, samplingHeldUp(Fault.INTERRUPT).strategy(Strategy.PCT));
  }
}
