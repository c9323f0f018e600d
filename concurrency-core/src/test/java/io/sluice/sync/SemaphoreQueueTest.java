package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testing.ManualSignal.GivenException;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is served when several threads want more than there is, and what giving up does. */
@Timeout(60)
class SemaphoreQueueTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Semaphore semaphore = new Semaphore(10);
  private final ManualSignal signal = new ManualSignal();

  private Outcome<Void> waiting(ThreadKind kind, long permits) {
    return Threads.startParked(kind, () -> semaphore.acquire(permits));
  }

  private Outcome<Void> cancellable(ThreadKind kind, long permits) {
    return Threads.startParked(kind, () -> semaphore.acquire(signal, permits));
  }

  private void assertQueued(Outcome<?> acquire) {
    assertThat(Threads.isParked(acquire.thread())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void release_severalWait_servesInOrderOfArrival(ThreadKind kind) throws InterruptedException {
    semaphore.acquire(10);
    List<Outcome<Void>> queue = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      queue.add(waiting(kind, 1));
    }
    for (Outcome<Void> next : queue) {
      assertQueued(next);
      semaphore.release();
      next.result();
    }
    assertThat(semaphore).hasToString("Semaphore[0 of 10 free]");
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void release_largeRequestAtTheHead_holdsBackSmallOnes(ThreadKind kind)
      throws InterruptedException {
    semaphore.acquire(10);
    Outcome<Void> large = waiting(kind, 8);
    Outcome<Void> small = waiting(kind, 1);
    Outcome<Void> none = waiting(kind, 0);
    semaphore.release(7);
    assertThat(semaphore).hasToString("Semaphore[7 of 10 free, requests waiting]");
    assertQueued(large);
    assertQueued(small);
    assertQueued(none);
    semaphore.release(1);
    large.result();
    assertQueued(small);
    semaphore.release(2);
    small.result();
    none.result();
    assertThat(semaphore).hasToString("Semaphore[1 of 10 free]");
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void release_severalFit_servesAllOfThem(ThreadKind kind) throws InterruptedException {
    semaphore.acquire(10);
    List<Outcome<Void>> fit = List.of(waiting(kind, 3), waiting(kind, 0), waiting(kind, 5));
    Outcome<Void> last = waiting(kind, 3);
    semaphore.release(10);
    fit.forEach(Outcome::result);
    assertQueued(last);
    assertThat(semaphore.available()).isEqualTo(2);
    semaphore.release(8);
    last.result();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void tryAcquire_somebodyQueues_failsThoughPermitsAreFree(ThreadKind kind)
      throws InterruptedException {
    semaphore.acquire(5);
    Outcome<Void> large = waiting(kind, 6);
    assertThat(semaphore.tryAcquire()).isFalse();
    assertThat(semaphore.tryAcquire(0)).isFalse();
    assertThat(semaphore.tryAcquire(1, Duration.ZERO)).isFalse();
    assertThat(semaphore.tryAcquire(1, Duration.ofNanos(1_000))).isFalse();
    semaphore.release(1);
    large.result();
    semaphore.release(4);
    assertThat(semaphore.tryAcquire(4)).isTrue();
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void acquire_cancelledAtTheHead_letsThoseGoOnThatFit(ThreadKind kind)
      throws InterruptedException {
    semaphore.acquire(5);
    Outcome<Void> head = cancellable(kind, 10);
    List<Outcome<Void>> fit = List.of(waiting(kind, 2), waiting(kind, 3));
    Outcome<Void> last = waiting(kind, 1);
    signal.give();
    assertThat(head.failure()).isInstanceOf(GivenException.class);
    assertThat(head.endedInterrupted()).isFalse();
    assertThat(signal.subscriptions()).isZero();
    fit.forEach(Outcome::result);
    assertQueued(last);
    semaphore.release();
    last.result();
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void acquire_interruptedAtTheHead_letsThoseGoOnThatFit(ThreadKind kind)
      throws InterruptedException {
    semaphore.acquire(5);
    Outcome<Void> head = waiting(kind, 10);
    Outcome<Boolean> next = Threads.startParked(kind, () -> semaphore.tryAcquire(5, LONG));
    head.thread().interrupt();
    assertThat(head.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(head.endedInterrupted()).isFalse();
    assertThat(next.result()).isTrue();
    assertThat(semaphore).hasToString("Semaphore[0 of 10 free]");
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void tryAcquire_timeRunsOutAtTheHead_letsThoseGoOnThatFit(ThreadKind kind)
      throws InterruptedException {
    semaphore.acquire(5);
    Outcome<Boolean> head =
        Threads.start(kind, () -> semaphore.tryAcquire(10, Duration.ofMillis(50)));
    Threads.await(
        () -> semaphore.toString().contains("waiting") || head.isDone(), "a request to queue");
    // On a machine that stands still it may find the queue empty already, and passes as well.
    Outcome<Void> next = Threads.start(kind, () -> semaphore.acquire(1));
    assertThat(head.result()).isFalse();
    next.result();
    assertThat(semaphore.tryAcquire(4)).isTrue();
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void acquire_cancelledInTheMiddle_keepsTheOrderOfTheOthers(ThreadKind kind)
      throws InterruptedException {
    semaphore.acquire(10);
    Outcome<Void> head = waiting(kind, 2);
    Outcome<Void> middle = cancellable(kind, 1);
    Outcome<Void> last = waiting(kind, 1);
    semaphore.release(1);
    signal.give();
    assertThat(middle.failure()).isInstanceOf(GivenException.class);
    assertQueued(head);
    assertQueued(last);
    assertThat(semaphore.available()).isEqualTo(1);
    semaphore.release(1);
    head.result();
    assertQueued(last);
    semaphore.release(1);
    last.result();
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void acquire_allGaveUp_leavesNoQueue(ThreadKind kind) throws InterruptedException {
    semaphore.acquire(4);
    List<Outcome<Void>> queue = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      queue.add(cancellable(kind, 7 + i % 4));
    }
    signal.give();
    for (Outcome<Void> request : queue) {
      assertThat(request.failure()).isInstanceOf(GivenException.class);
    }
    assertThat(semaphore).hasToString("Semaphore[6 of 10 free]");
    assertThat(semaphore.tryAcquire(6)).isTrue();
  }

  @Rule({25, 28})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void acquire_grantedWhileCancelled_returnsWithThePermits(ThreadKind kind)
      throws InterruptedException {
    semaphore.acquire(10);
    // By another thread: no lock of the library is held while a signal's code runs.
    HookedSignal hooked =
        HookedSignal.onCancellation(() -> Threads.start(kind, () -> semaphore.release(4)).result());
    Outcome<Void> acquire = Threads.startParked(kind, () -> semaphore.acquire(hooked, 3));
    hooked.give();
    assertThat(acquire.result()).isNull();
    assertThat(acquire.endedInterrupted()).isFalse();
    assertThat(semaphore).hasToString("Semaphore[1 of 10 free]");
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void acquire_grantedWhileInterrupted_returnsWithThePermitsAndKeepsTheStatus(ThreadKind kind)
      throws InterruptedException {
    semaphore.acquire(10);
    HookedSignal hooked = HookedSignal.onUnsubscribe(() -> semaphore.release(4));
    Outcome<Void> acquire = Threads.startParked(kind, () -> semaphore.acquire(hooked, 3));
    acquire.thread().interrupt();
    assertThat(acquire.result()).isNull();
    assertThat(acquire.endedInterrupted()).isTrue();
    assertThat(semaphore).hasToString("Semaphore[1 of 10 free]");
  }
}
