package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.ThreadKind;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No interrupt is left behind by a guarded region, and none that belongs to an enclosing one is
 * lost, however the cancellations fall.
 *
 * <p>At length with {@code -Dsluice.regions=10000000}; a failed run is begun again, though hardly
 * repeated, with {@code -Dsluice.regions.seed}.
 */
class InterruptExactnessTest {

  private static final long REGIONS = Long.getLong("sluice.regions", 50_000);
  private static final long SEED = Long.getLong("sluice.regions.seed", System.nanoTime());

  /** So many that the share that races does not depend on who else uses the processors. */
  private static final long LONG_RUN = 1_000_000;

  /**
   * Of a long run, fewer than one in so many fired while leaving: then the test has raced with
   * nothing.
   */
  private static final long LEAST_RACING = 10_000;

  @Rule({25, 26, 28})
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  @ParameterizedTest
  @EnumSource
  void call_cancelledAtRandomMoments_interruptsAreExact(ThreadKind kind) {
    RegionTally tally = RegionStorm.run(kind, REGIONS, SEED);

    String report = "%s, seed %d: %s".formatted(kind, SEED, tally);
    System.out.println(report);
    assertThat(tally.stale).as("stale: %s", report).isZero();
    assertThat(tally.swallowed).as("swallowed: %s", report).isZero();
    assertThat(tally.regions).as(report).isGreaterThanOrEqualTo(REGIONS);
    if (REGIONS >= LONG_RUN) {
      assertThat(tally.firedWhileLeaving)
          .as("racing: %s", report)
          .isGreaterThan(REGIONS / LEAST_RACING);
    }
    assertThat(tally.waitsInOuter).as(report).isPositive();
    assertThat(tally.nestedFired).as(report).isPositive();
  }
}
