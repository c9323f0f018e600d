package io.sluice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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

  /** What the failed program has left does not hide the failure, nor hold up its report. */
  @Test
  void explore_loopWithoutStepAfterFailure_reportsTheFailure() {
    Simulation.run(() -> {});
    AtomicBoolean stop = new AtomicBoolean();
    try {
      Exploration exploration =
          Explorer.explore(
              Options.defaults().schedules(10),
              () -> {
                Thread.ofVirtual()
                    .name("spinning")
                    .start(
                        () -> {
                          LockSupport.park();
                          while (!stop.getPlain()) {}
                        });
                Thread.yield();
                throw new IllegalStateException("wrong");
              },
              Duration.ofMillis(200));
      Failure failure = exploration.failure().orElseThrow();
      assertThat(failure.cause()).isInstanceOf(IllegalStateException.class).hasMessage("wrong");
      assertThat(failure.number()).isEqualTo(1);
      assertThat(failure.trace()).isNotEmpty();
      assertThat(failure.replay()).isEqualTo("random:0");
    } finally {
      stop.set(true);
    }
  }
}
