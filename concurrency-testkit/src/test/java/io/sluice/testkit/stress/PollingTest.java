package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollingTest {

  @Test
  void await_inVain_saysHowLongAndForWhatItThenIs() {
    AtomicInteger looks = new AtomicInteger();

    assertThatThrownBy(
            () ->
                Polling.await(
                    Duration.ofMillis(20),
                    () -> looks.incrementAndGet() < 0,
                    () -> "a miracle, " + (looks.get() > 1 ? "often" : "once")))
        .isInstanceOf(AssertionError.class)
        .hasMessage("waited PT0.02S in vain for a miracle, often");
  }

  @Test
  void await_interrupted_endsInTimeAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Polling.await(Duration.ofMillis(20), () -> false, () -> "nothing"))
        .isInstanceOf(AssertionError.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void nanos_longerThanALongHolds_isTheLongest() {
    assertThat(Polling.nanos(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    assertThat(Polling.nanos(Duration.ofMillis(2))).isEqualTo(2_000_000);
  }
}
