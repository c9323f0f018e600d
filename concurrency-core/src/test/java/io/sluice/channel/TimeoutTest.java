package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Timeouts: never early, never rounded, never a wait where none was asked for. */
@Timeout(60)
class TimeoutTest {

  private static final List<Duration> NOT_POSITIVE =
      List.of(
          Duration.ZERO,
          Duration.ofNanos(-1),
          Duration.ofSeconds(-1),
          Duration.ofSeconds(Long.MIN_VALUE));

  private static final List<Duration> SHORT =
      List.of(
          Duration.ofNanos(1),
          Duration.ofNanos(999),
          Duration.ofNanos(999_999),
          Duration.ofNanos(1_000_001),
          Duration.ofMillis(5));

  private static final List<Duration> ENDLESS =
      List.of(
          Duration.ofSeconds(Long.MAX_VALUE),
          Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
          Duration.ofNanos(Long.MAX_VALUE),
          Duration.ofDays(365L * 300));

  @Rule(27)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void tryReceive_notPositiveTimeout_doesNotWait(Subject s) throws InterruptedException {
    for (Duration timeout : NOT_POSITIVE) {
      assertThat(s.in.tryReceive(timeout)).isInstanceOf(Received.Empty.class);
      boolean buffered = s.out.trySend(1);
      assertThat(s.in.tryReceive(timeout).isValue()).isEqualTo(buffered);
    }
  }

  @Rule(27)
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void trySend_notPositiveTimeout_doesNotWait(Subject s) throws InterruptedException {
    for (Duration timeout : NOT_POSITIVE) {
      assertThat(s.out.trySend(0, timeout)).isEqualTo(s.flavour.buffers());
      s.fill();
      assertThat(s.out.trySend(-1, timeout)).isFalse();
      s.in.drainTo(new ArrayList<>(), Integer.MAX_VALUE);
    }
  }

  @Rule({25, 27})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void tryReceive_timeRunsOut_isEmptyNotEarlyAndLeavesNoResidue(Subject s) {
    for (Duration timeout : SHORT) {
      assertNotEarly(s, timeout, () -> !s.in.tryReceive(timeout).isValue());
      assertThat(s.waitingReceivers()).isZero();
    }
    assertThat(s.out.trySend(1)).isEqualTo(s.flavour.buffers());
  }

  @Rule({25, 27})
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void trySend_timeRunsOut_isFalseNotEarlyAndLeavesNoResidue(Subject s) {
    int buffered = s.fill();
    for (Duration timeout : SHORT) {
      assertNotEarly(s, timeout, () -> !s.out.trySend(-1, timeout));
      assertThat(s.waitingSenders()).isZero();
    }
    assertThat(s.channel.closeAndDrain())
        .containsExactlyElementsOf(IntStream.range(0, buffered).boxed().toList());
  }

  private static void assertNotEarly(Subject s, Duration timeout, Callable<Boolean> timedOut) {
    Outcome<Long> elapsed =
        s.start(
            () -> {
              long start = System.nanoTime();
              assertThat(timedOut.call()).isTrue();
              return System.nanoTime() - start;
            });
    assertThat(elapsed.result()).isGreaterThanOrEqualTo(timeout.toNanos());
  }

  @Rule(27)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void tryReceive_endlessTimeout_waitsUntilServed(Subject s) throws InterruptedException {
    for (Duration timeout : ENDLESS) {
      Outcome<Received<Integer>> receiver = s.startWaiting(() -> s.in.tryReceive(timeout));
      s.out.send(3);
      assertThat(receiver.result()).isEqualTo(new Received.Value<>(3));
    }
  }

  @Rule(27)
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void trySend_endlessTimeout_waitsUntilServed(Subject s) throws InterruptedException {
    int next = s.fill();
    for (Duration timeout : ENDLESS) {
      int value = next++;
      Outcome<Boolean> sender = s.startWaiting(() -> s.out.trySend(value, timeout));
      assertThat(s.in.receive()).isEqualTo(value - s.flavour.capacity());
      assertThat(sender.result()).isTrue();
    }
  }

  @Rule({25, 27})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void tryReceive_timeoutRacesWithHandOver_losesAndDuplicatesNothing(Subject s)
      throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      int value = i;
      Outcome<Received<Integer>> receiver =
          s.start(() -> s.in.tryReceive(Duration.ofNanos(value * 1_000L)));
      boolean sent = s.out.trySend(value, Duration.ofNanos(30_000));
      Received<Integer> received = receiver.result();
      Received<Integer> left = s.in.tryReceive();
      int found = (received.isValue() ? 1 : 0) + (left.isValue() ? 1 : 0);
      assertThat(found).isEqualTo(sent ? 1 : 0);
      assertThat(received.isValue() ? received : left)
          .isEqualTo(sent ? new Received.Value<>(value) : Received.Empty.instance());
    }
  }
}
