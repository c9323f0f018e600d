package io.sluice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A thread that never comes to a step, of which only real time tells. */
class StallTest {

  @Test
  void explore_loopWithoutStep_isReportedWithItsStack() {
    Simulation.run(() -> {}); // prepares the JVM
    AtomicBoolean stop = new AtomicBoolean();
    try {
      Exploration exploration =
          Explorer.explore(
              Options.defaults(),
              () -> {
                while (!stop.getPlain()) {}
              },
              Duration.ofMillis(200));
      Failure failure = exploration.failure().orElseThrow();
      assertThat(failure.cause())
          .isInstanceOf(LivelockError.class)
          .hasMessageStartingWith("\"root\" has run for 200 ms without a step: it loops for ever")
          .hasMessageContaining("StallTest.lambda$");
    } finally {
      stop.set(true);
    }
  }
}
