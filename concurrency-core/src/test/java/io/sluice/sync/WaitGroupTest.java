package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testing.ManualSignal.GivenException;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counting, waiting and giving up. */
@Timeout(60)
class WaitGroupTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final WaitGroup group = new WaitGroup();
  private final ManualSignal signal = new ManualSignal();

  private List<Callable<Boolean>> awaits() {
    return List.of(
        () -> {
          group.await();
          return true;
        },
        () -> {
          group.await(signal);
          return true;
        },
        () -> group.await(LONG));
  }

  @Rule(36)
  @Test
  void await_countIsZero_returnsAtOnce() throws Exception {
    for (Callable<Boolean> await : awaits()) {
      assertThat(await.call()).isTrue();
    }
    assertThat(group.await(Duration.ZERO)).isTrue();
    assertThat(group.await(Duration.ofNanos(-1))).isTrue();
    assertThat(group).hasToString("WaitGroup[count 0, waiters 0]");
  }

  @Rule(36)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_countReachesZero_releasesAllWaiters(ThreadKind kind) {
    group.add(2);
    List<Outcome<Boolean>> waiters =
        IntStream.range(0, 30)
            .mapToObj(i -> Threads.<Boolean>startParked(kind, awaits().get(i % 3)))
            .toList();
    assertThat(group).hasToString("WaitGroup[count 2, waiters 30]");
    group.done();
    waiters.forEach(waiter -> Threads.awaitParked(waiter.thread()));
    group.done();
    for (Outcome<Boolean> waiter : waiters) {
      assertThat(waiter.result()).isTrue();
    }
    assertThat(signal.subscriptions()).isZero();
    assertThat(group).hasToString("WaitGroup[count 0, waiters 0]");
  }

  @Rule(36)
  @Test
  void add_negativeDeltaToZero_releasesWaiters() {
    group.add(5);
    Outcome<Boolean> waiter = Threads.startParked(ThreadKind.VIRTUAL, awaits().get(0));
    group.add(3);
    group.add(0);
    assertThat(group.count()).isEqualTo(8);
    group.add(-8);
    assertThat(waiter.result()).isTrue();
  }

  @Rule(36)
  @Test
  void add_countWouldBeNegative_throwsAndLeavesTheCount() {
    assertThatIllegalStateException()
        .isThrownBy(group::done)
        .withMessage("negative count: 0 plus -1");
    group.add(2);
    assertThatIllegalStateException().isThrownBy(() -> group.add(-3));
    assertThatIllegalStateException().isThrownBy(() -> group.add(Integer.MIN_VALUE));
    assertThat(group.count()).isEqualTo(2);
    Outcome<Boolean> waiter = Threads.startParked(ThreadKind.VIRTUAL, awaits().get(0));
    assertThatIllegalStateException().isThrownBy(() -> group.add(-3));
    assertThat(group).hasToString("WaitGroup[count 2, waiters 1]");
    group.add(-2);
    assertThat(waiter.result()).isTrue();
  }

  @Rule(36)
  @Test
  void add_countWouldOverflow_throwsAndLeavesTheCount() {
    group.add(Integer.MAX_VALUE);
    assertThatIllegalStateException().isThrownBy(() -> group.add(1)).withMessageContaining("large");
    assertThatIllegalStateException().isThrownBy(() -> group.add(Integer.MAX_VALUE));
    assertThat(group.count()).isEqualTo(Integer.MAX_VALUE);
    group.add(-Integer.MAX_VALUE);
    assertThat(group.count()).isZero();
  }

  @Rule(36)
  @Test
  void add_releasedWaiterHasNotReturned_isRefusedUntilItHas() throws InterruptedException {
    CountDownLatch mayReturn = new CountDownLatch(1);
    HookedSignal slow = HookedSignal.onUnsubscribe(() -> awaitUninterruptibly(mayReturn));
    group.add(1);
    Outcome<Void> waiter = Threads.startParked(ThreadKind.PLATFORM, () -> group.await(slow));
    group.done();
    assertThatIllegalStateException()
        .isThrownBy(() -> group.add(1))
        .withMessageContaining("reused before all waiters of the previous round have returned");
    assertThatIllegalStateException().isThrownBy(() -> group.go(() -> {}));
    assertThatIllegalStateException().isThrownBy(group::done);
    group.add(0);
    group.await();
    assertThat(group).hasToString("WaitGroup[count 0, waiters 1]");
    mayReturn.countDown();
    waiter.result();
    group.add(1);
    assertThat(group).hasToString("WaitGroup[count 1, waiters 0]");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  @Rule(36)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_returned_groupMayBeReused(ThreadKind kind) {
    for (int round = 0; round < 20; round++) {
      group.add(1);
      Outcome<Boolean> waiter = Threads.startParked(kind, awaits().get(round % 3));
      group.done();
      assertThat(waiter.result()).isTrue();
    }
  }

  @Rule({25, 36})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_interruptedWhileParked_throwsAndLeavesTheOthers(ThreadKind kind) {
    group.add(1);
    Outcome<Boolean> other = Threads.startParked(kind, awaits().get(0));
    for (Callable<Boolean> await : awaits()) {
      Outcome<Boolean> waiter = Threads.startParked(kind, await);
      waiter.thread().interrupt();
      assertThat(waiter.failure()).isExactlyInstanceOf(InterruptedException.class);
      assertThat(waiter.endedInterrupted()).isFalse();
    }
    assertThat(group).hasToString("WaitGroup[count 1, waiters 1]");
    group.done();
    assertThat(other.result()).isTrue();
  }

  @Rule({25, 26})
  @Test
  void await_signalGiven_throwsWhetherItWaitsOrNot() {
    group.add(1);
    Outcome<Boolean> waiter = Threads.startParked(ThreadKind.VIRTUAL, awaits().get(1));
    signal.give();
    assertThat(waiter.failure()).isInstanceOf(GivenException.class);
    assertThat(waiter.endedInterrupted()).isFalse();
    assertThat(signal.subscriptions()).isZero();
    assertThat(group).hasToString("WaitGroup[count 1, waiters 0]");
    group.done();
    assertThatExceptionOfType(GivenException.class).isThrownBy(() -> group.await(signal));
  }

  @Rule(25)
  @Test
  void await_interruptedOnEntry_throwsThoughTheCountIsZero() {
    for (Callable<Boolean> await : awaits()) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(await::call);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Rule(27)
  @Test
  void await_timeRunsOut_returnsFalseNotEarlier() throws InterruptedException {
    group.add(1);
    assertThat(group.await(Duration.ZERO)).isFalse();
    assertThat(group.await(Duration.ofDays(-1_000_000))).isFalse();
    for (int nanos : new int[] {1, 999, 1_000_001}) {
      long start = System.nanoTime();
      assertThat(group.await(Duration.ofNanos(nanos))).isFalse();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);
    }
    assertThat(group).hasToString("WaitGroup[count 1, waiters 0]");
    group.done();
  }

  @Rule({25, 36})
  @Test
  void await_allWaitersGaveUp_laterOneIsReleased() throws InterruptedException {
    for (int round = 0; round < 3; round++) {
      group.add(1);
      assertThat(group.await(Duration.ofNanos(1))).isFalse();
      Outcome<Boolean> waiter = Threads.startParked(ThreadKind.VIRTUAL, awaits().get(round));
      group.done();
      assertThat(waiter.result()).isTrue();
      group.add(1);
      assertThat(group.await(Duration.ofNanos(1))).isFalse();
      group.done();
    }
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_countReachesZeroWhileCancelled_returnsNormally(ThreadKind kind) {
    group.add(1);
    HookedSignal hooked = HookedSignal.onCancellation(group::done);
    Outcome<Void> waiter = Threads.startParked(kind, () -> group.await(hooked));
    hooked.give();
    assertThat(waiter.result()).isNull();
    assertThat(waiter.endedInterrupted()).isFalse();
    assertThat(group).hasToString("WaitGroup[count 0, waiters 0]");
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_countReachesZeroWhileInterrupted_returnsNormallyAndKeepsTheStatus(ThreadKind kind) {
    group.add(1);
    HookedSignal hooked = HookedSignal.onUnsubscribe(group::done);
    Outcome<Void> waiter = Threads.startParked(kind, () -> group.await(hooked));
    waiter.thread().interrupt();
    assertThat(waiter.result()).isNull();
    assertThat(waiter.endedInterrupted()).isTrue();
    assertThat(group).hasToString("WaitGroup[count 0, waiters 0]");
  }

  @Test
  void await_signalFails_throwsAndLeavesNoWaiterBehind() {
    group.add(1);
    HookedSignal failing =
        HookedSignal.onUnsubscribe(
            () -> {
              throw new IllegalArgumentException("broken signal");
            });
    Outcome<Void> waiter = Threads.startParked(ThreadKind.VIRTUAL, () -> group.await(failing));
    failing.give();
    assertThat(waiter.failure()).isInstanceOf(IllegalArgumentException.class);
    assertThat(group).hasToString("WaitGroup[count 1, waiters 0]");
    group.done();
  }
}
