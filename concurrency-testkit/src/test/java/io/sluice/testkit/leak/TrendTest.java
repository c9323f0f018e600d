package io.sluice.testkit.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrendTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long[] STEADY_LEAK =
      LongStream.range(0, 12).map(i -> 100 + 14 * i).toArray();
  private static final long[] BURST = {100, 101, 99, 100, 102, 100, 900, 850, 120, 101, 99, 100};

  @Test
  void of_steadyLeak_hasItsSlopeAndSmallDeviation() {
    Trend trend = Trend.of(minutes(12), STEADY_LEAK);

    assertThat(trend.perHour()).isCloseTo(14 * 60, within(1e-6));
    assertThat(trend.deviation()).isCloseTo(48.3, within(0.1));
    assertThat(trend.isRising(60)).isTrue();
    assertThat(trend.isRising(14 * 60 + 1)).isFalse();
  }

  /** The deviation, by which some would judge, is under 50 for the leak and far above here. */
  @Test
  void of_burst_isNoLeakInSpiteOfItsDeviation() {
    Trend trend = Trend.of(minutes(12), BURST);

    assertThat(trend.deviation()).isGreaterThan(50);
    assertThat(trend.perHour()).isGreaterThan(60);
    assertThat(trend.firstMinimum()).isEqualTo(99);
    assertThat(trend.lastMinimum()).isEqualTo(99);
    assertThat(trend.isRising(60)).isFalse();
  }

  @Test
  void of_fallingOrLevel_isNoLeak() {
    assertThat(Trend.of(minutes(4), new long[] {9, 7, 5, 3}).perHour()).isNegative();
    Trend level = Trend.of(minutes(4), new long[] {5, 5, 5, 5});
    assertThat(level.perHour()).isZero();
    assertThat(level.deviation()).isZero();
    assertThat(level.isRising(1)).isFalse();
  }

  @Test
  void of_unevenTimes_fitsTheLine() {
    long origin = Long.MAX_VALUE - MINUTE;
    long[] times = {origin, origin + MINUTE, origin + 4 * MINUTE, origin + 9 * MINUTE};

    assertThat(Trend.of(times, new long[] {0, 1, 4, 9}).perHour()).isCloseTo(60, within(1e-6));
  }

  @Test
  void of_samplesAtOneInstant_haveNoSlope() {
    assertThat(Trend.of(new long[4], new long[] {1, 2, 3, 4}).perHour()).isZero();
  }

  @Test
  void of_oneSample_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> Trend.of(new long[1], new long[1]));
    assertThatIllegalArgumentException().isThrownBy(() -> Trend.of(new long[3], new long[2]));
  }

  private static long[] minutes(int count) {
    return LongStream.range(0, count).map(i -> i * MINUTE).toArray();
  }
}
