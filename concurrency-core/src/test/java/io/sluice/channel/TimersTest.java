package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.testing.GcFinalization;
import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One value when the time has passed. */
@Rule(41)
@Timeout(60)
class TimersTest {

  @Rule(27)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void after_received_isNotEarlyAndOnceOnly(ThreadKind kind) throws InterruptedException {
    Duration delay = Duration.ofMillis(4);
    long start = System.nanoTime();
    ReceiveChannel<Instant> timer = Timers.after(delay);
    assertThat(Threads.start(kind, () -> timer.receive()).result()).isNotNull();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(delay.toNanos());
    assertThat(timer.tryReceive(Duration.ofMillis(5))).isInstanceOf(Received.Empty.class);
    assertThat(timer.size()).isZero();
  }

  @Test
  void after_notPositive_isDueAtOnce() {
    for (Duration delay :
        List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
      ReceiveChannel<Instant> timer = Timers.after(delay);
      assertThat(timer.size()).isEqualTo(1);
      assertThat(timer.capacity()).isEqualTo(1);
      Received<Instant> received = timer.tryReceive();
      assertThat(received.isValue()).isTrue();
      assertThat(received.orElseThrow())
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
      assertThat(timer.tryReceive()).isInstanceOf(Received.Empty.class);
    }
  }

  @Rule(27)
  @Test
  void after_longest_isNotDue() {
    for (Duration delay : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(99_999))) {
      assertThat(Timers.after(delay).tryReceive()).isInstanceOf(Received.Empty.class);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void receive_several_oneIsServedAndTheOthersWaitOn(ThreadKind kind) {
    ReceiveChannel<Instant> timer = Timers.after(Duration.ofMillis(20));
    List<Outcome<Instant>> receivers =
        List.of(
            Threads.start(kind, () -> timer.receive()), Threads.start(kind, () -> timer.receive()));
    Threads.await(() -> receivers.stream().anyMatch(Outcome::isDone), "one to be served");
    Outcome<Instant> other = receivers.get(receivers.get(0).isDone() ? 1 : 0);
    Threads.await(
        () -> other.thread().getState() == Thread.State.WAITING, "a wait without a timeout");
    other.thread().interrupt();
    assertThat(other.failure()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void after_unreferenced_isCollectableThoughNotDue() {
    WeakReference<ReceiveChannel<Instant>> timer =
        new WeakReference<>(Timers.after(Duration.ofDays(1)));
    GcFinalization.awaitClear(timer);
  }
}
