package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Go's nil channel: nothing ever completes, except by an interrupt, a signal or a timeout. */
@Rule(9)
@Timeout(60)
class NeverChannelTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Channel<Integer> never = Channel.never();
  private final ManualSignal signal = new ManualSignal();

  private List<Callable<?>> waitingForms() {
    return List.of(
        () -> {
          never.send(1);
          return null;
        },
        () -> never.trySend(1, LONG),
        () -> never.receive(),
        () -> never.receiveOrClosed(),
        () -> never.tryReceive(LONG),
        () -> never.asReceive().receive(),
        () -> never.asSend().trySend(1, LONG));
  }

  private List<Callable<?>> formsWithSignal() {
    return List.of(
        () -> {
          never.send(signal, 1);
          return null;
        },
        () -> never.receive(signal),
        () -> never.receiveOrClosed(signal));
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void waitingForms_interrupted_throw(ThreadKind kind) {
    List<Callable<?>> calls = new ArrayList<>(waitingForms());
    calls.addAll(formsWithSignal());
    for (Callable<?> call : calls) {
      Outcome<?> waiting = Threads.startParked(kind, call);
      LockSupport.unpark(waiting.thread());
      Threads.awaitParked(waiting.thread());
      waiting.thread().interrupt();
      assertThat(waiting.failure()).isExactlyInstanceOf(InterruptedException.class);
    }
    assertThat(signal.subscriptions()).isZero();
  }

  @Rule(26)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void formsWithSignal_given_throwItsException(ThreadKind kind) {
    List<Outcome<?>> waiting = new ArrayList<>();
    for (Callable<?> call : formsWithSignal()) {
      waiting.add(Threads.startParked(kind, call));
    }
    signal.give();
    for (Callable<?> call : formsWithSignal()) {
      waiting.add(Threads.start(kind, call));
    }
    for (Outcome<?> outcome : waiting) {
      assertThat(outcome.failure()).isInstanceOf(ManualSignal.GivenException.class);
    }
    assertThat(signal.subscriptions()).isZero();
  }

  @Test
  void tryForms_always_fallToTheDefault() throws InterruptedException {
    assertThat(never.trySend(1)).isFalse();
    assertThat(never.tryReceive()).isInstanceOf(Received.Empty.class);
    assertThat(never.drainTo(new ArrayList<>(), 5)).isZero();
    for (Duration timeout : List.of(Duration.ofNanos(-1), Duration.ZERO, Duration.ofNanos(1))) {
      assertThat(never.trySend(1, timeout)).isFalse();
      assertThat(never.tryReceive(timeout)).isInstanceOf(Received.Empty.class);
    }
  }

  @Rule(27)
  @Test
  void timedForms_timeRunsOut_notEarly() throws InterruptedException {
    Duration timeout = Duration.ofMillis(3);
    long start = System.nanoTime();
    assertThat(never.trySend(1, timeout)).isFalse();
    long middle = System.nanoTime();
    assertThat(never.tryReceive(timeout).isValue()).isFalse();
    assertThat(middle - start).isGreaterThanOrEqualTo(timeout.toNanos());
    assertThat(System.nanoTime() - middle).isGreaterThanOrEqualTo(timeout.toNanos());
  }

  @Test
  void timedForms_interruptedOnEntry_throw() {
    for (Callable<?> call : waitingForms()) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(call::call);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Rule(5)
  @Test
  void sizeAndCapacity_always_areZero() {
    assertThat(never.size()).isZero();
    assertThat(never.capacity()).isZero();
    assertThat(never.asSend().size()).isZero();
    assertThat(never.asReceive().capacity()).isZero();
  }

  @Test
  void close_anyForm_isRefusedOrWithoutEffect() {
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(never::close);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> never.close(new Exception()));
    assertThat(never.tryClose(null)).isFalse();
    assertThat(never.closeAndDrain()).isEmpty();
    assertThat(never.tryReceive()).isInstanceOf(Received.Empty.class);
  }

  @Rule(11)
  @Test
  void send_null_isRefusedByName() {
    assertThatNullPointerException().isThrownBy(() -> never.send(null)).withMessage("value");
    assertThatNullPointerException().isThrownBy(() -> never.trySend(null)).withMessage("value");
    assertThatNullPointerException().isThrownBy(() -> never.sendCase(null)).withMessage("value");
    assertThatNullPointerException().isThrownBy(() -> never.close(null)).withMessage("cause");
  }
}
