package io.sluice.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TimeSourceTest {

  @Test
  void nanoTime_calledTwice_doesNotGoBack() {
    long first = TimeSource.nanoTime();
    assertThat(TimeSource.nanoTime() - first).isNotNegative();
  }

  @Test
  void now_called_isTheWallClock() {
    assertThat(TimeSource.now())
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
  }

  @Rule(27)
  @Test
  void saturatedNanos_anyDuration_isExactOrSaturated() {
    assertThat(TimeSource.saturatedNanos(Duration.ZERO)).isZero();
    assertThat(TimeSource.saturatedNanos(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(TimeSource.saturatedNanos(Duration.ofNanos(-1))).isEqualTo(-1);
    assertThat(TimeSource.saturatedNanos(Duration.ofNanos(999_999))).isEqualTo(999_999);
    assertThat(TimeSource.saturatedNanos(Duration.ofNanos(Long.MAX_VALUE)))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(TimeSource.saturatedNanos(Duration.ofNanos(Long.MAX_VALUE).plusNanos(1)))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(TimeSource.saturatedNanos(Duration.ofNanos(Long.MIN_VALUE)))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(TimeSource.saturatedNanos(Duration.ofNanos(Long.MIN_VALUE).minusNanos(1)))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(TimeSource.saturatedNanos(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(TimeSource.saturatedNanos(Duration.ofSeconds(Long.MIN_VALUE)))
        .isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void saturatedNanos_null_isRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> TimeSource.saturatedNanos(null))
        .withMessage("duration");
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void park_unparked_returnsAndShowsItsBlockerMeanwhile(ThreadKind kind) {
    Object blocker = new Object();
    Outcome<Void> parked = Threads.start(kind, () -> TimeSource.park(blocker));
    Threads.await(() -> blocker.equals(LockSupport.getBlocker(parked.thread())), "the park");
    LockSupport.unpark(parked.thread());
    parked.result();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void parkNanos_unparked_returnsAndShowsItsBlockerMeanwhile(ThreadKind kind) {
    Object blocker = new Object();
    Outcome<Void> parked = Threads.start(kind, () -> TimeSource.parkNanos(blocker, Long.MAX_VALUE));
    Threads.await(() -> blocker.equals(LockSupport.getBlocker(parked.thread())), "the park");
    LockSupport.unpark(parked.thread());
    parked.result();
  }

  @Rule(27)
  @Test
  void parkNanos_notPositive_returnsAtOnce() {
    TimeSource.parkNanos(this, 0);
    TimeSource.parkNanos(this, -1);
    TimeSource.parkNanos(this, Long.MIN_VALUE);
  }
}
