package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ParkedTest {

  @ParameterizedTest
  @EnumSource
  void await_parked_returns(ThreadKind kind) {
    try (ParkingLot lot = new ParkingLot()) {
      Thread thread = lot.start(kind, "worker");

      Parked.await(thread);

      assertThat(thread.getState()).isEqualTo(Thread.State.WAITING);
    }
  }

  @ParameterizedTest
  @EnumSource
  void await_anyOtherWait_returns(ThreadKind kind) {
    CountDownLatch latch = new CountDownLatch(1);
    Object monitor = new Object();
    Outcome<Boolean> timed = Threads.start(kind, () -> latch.await(1, TimeUnit.HOURS));
    Outcome<@Nullable Void> joining = Threads.start(kind, () -> timed.thread().join());
    Outcome<@Nullable Void> notified =
        Threads.start(
            kind,
            () -> {
              synchronized (monitor) {
                while (latch.getCount() > 0) {
                  monitor.wait();
                }
              }
            });

    Parked.await(timed.thread());
    Parked.await(joining.thread());
    Parked.await(notified.thread());

    latch.countDown();
    synchronized (monitor) {
      monitor.notifyAll();
    }
    timed.result();
    joining.result();
    notified.result();
  }

  @ParameterizedTest
  @EnumSource
  void await_notStartedYet_isAwaited(ThreadKind kind) {
    try (ParkingLot lot = new ParkingLot()) {
      Thread thread = kind.unstarted(lot::park);
      Outcome<@Nullable Void> starter = whenThisThreadPolls(thread::start);

      Parked.await(thread);

      assertThat(thread.getState()).isEqualTo(Thread.State.WAITING);
      starter.result();
    }
  }

  @ParameterizedTest
  @EnumSource
  void await_interrupted_waitsOnAndStaysInterrupted(ThreadKind kind) {
    try (ParkingLot lot = new ParkingLot()) {
      Thread thread = lot.start(kind, "worker");
      Thread.currentThread().interrupt();

      Parked.await(thread);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(thread.getState()).isEqualTo(Thread.State.WAITING);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyAwait_threadHasEnded_failsAtOnce(ThreadKind kind) {
    Thread ended = kind.unstarted(() -> {});
    ended.start();
    Threads.await(() -> !ended.isAlive(), "the end");

    failsAtOnce(ended, () -> Parked.await(ended));
    failsAtOnce(ended, () -> Parked.awaitAllParked(List.of(ended)));
    failsAtOnce(ended, () -> Parked.awaitParkedOn(ended, new Object()));
    failsAtOnce(ended, () -> Parked.awaitParkedOn(ended, blocker -> true, "anything"));
    failsAtOnce(ended, () -> Parked.awaitIn(ended, "java."));
    failsAtOnce(ended, () -> Parked.isParkedIn(ended, "java."));
    failsAtOnce(ended, () -> Parked.awaitWithin(ended, Thread.class));
    failsAtOnce(ended, () -> Parked.awaitBlockedOnMonitor(ended));
  }

  private static void failsAtOnce(Thread ended, ThrowingCallable await) {
    assertThatThrownBy(await)
        .isInstanceOf(AssertionError.class)
        .hasMessage(ended + " has ended, and does not wait");
  }

  @ParameterizedTest
  @EnumSource
  void awaitParkedOn_parkedElsewhereBefore_returnsWhenItIsThere(ThreadKind kind) {
    try (ParkingLot first = new ParkingLot();
        ParkingLot second = new ParkingLot()) {
      Thread thread = startParkedInTurn(kind, first, second);
      Outcome<@Nullable Void> mover = whenThisThreadPolls(first::letGo);

      Parked.awaitParkedOn(thread, second);

      assertThat(LockSupport.getBlocker(thread) == second).isTrue();
      assertThat(mover.result()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void awaitParkedOn_predicate_isAskedAboutTheBlocker(ThreadKind kind) {
    try (ParkingLot first = new ParkingLot();
        ParkingLot second = new ParkingLot()) {
      Thread thread = startParkedInTurn(kind, first, second);
      Outcome<@Nullable Void> mover = whenThisThreadPolls(first::letGo);

      Parked.awaitParkedOn(thread, blocker -> blocker.equals(second), "the second");

      assertThat(LockSupport.getBlocker(thread) == second).isTrue();
      assertThat(mover.result()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void awaitIn_parkedOnTheJdksBefore_returnsWhenItIsThere(ThreadKind kind) {
    CountDownLatch jdks = new CountDownLatch(1);
    try (ParkingLot own = new ParkingLot()) {
      Outcome<@Nullable Void> outcome =
          Threads.start(
              kind,
              () -> {
                jdks.await();
                own.park();
              });
      Parked.awaitIn(outcome.thread(), "java.util.concurrent.");
      assertThat(Parked.isParkedIn(outcome.thread(), "io.sluice.")).isFalse();
      Outcome<@Nullable Void> mover = whenThisThreadPolls(jdks::countDown);

      Parked.awaitIn(outcome.thread(), "io.sluice.");

      assertThat(Parked.isParkedIn(outcome.thread(), ParkingLot.class.getName())).isTrue();
      assertThat(mover.result()).isNull();
      assertThat(Parked.isParkedIn(outcome.thread(), "java.")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void awaitWithin_waitsElsewhereBefore_returnsWhenItIsThere(ThreadKind kind) {
    CountDownLatch elsewhere = new CountDownLatch(1);
    try (ParkingLot lot = new ParkingLot()) {
      Outcome<@Nullable Void> outcome =
          Threads.start(
              kind,
              () -> {
                elsewhere.await();
                lot.park();
              });
      Parked.awaitWithin(outcome.thread(), CountDownLatch.class);
      Outcome<@Nullable Void> mover = whenThisThreadPolls(elsewhere::countDown);

      Parked.awaitWithin(outcome.thread(), ParkingLot.class);

      assertThat(LockSupport.getBlocker(outcome.thread()) == lot).isTrue();
      assertThat(mover.result()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void awaitAllParked_several_returnsWhenTheLastIs(ThreadKind kind) {
    try (ParkingLot lot = new ParkingLot()) {
      Thread one = lot.start(kind, "one");
      Thread two = kind.unstarted(lot::park);
      Outcome<@Nullable Void> starter = whenThisThreadPolls(two::start);

      Parked.awaitAllParked(List.of(one, two));

      assertThat(List.of(one, two)).extracting(Thread::getState).containsOnly(Thread.State.WAITING);
      starter.result();
    }
  }

  @Test
  void awaitAllParked_none_returns() {
    Parked.awaitAllParked(List.of());
  }

  @ParameterizedTest
  @EnumSource
  void awaitBlockedOnMonitor_entersSynchronized_returnsWhenItDoes(ThreadKind kind) {
    Object monitor = new Object();
    CountDownLatch before = new CountDownLatch(1);
    Outcome<@Nullable Void> outcome =
        Threads.start(
            kind,
            () -> {
              before.await();
              synchronized (monitor) {
                assertThat(Thread.holdsLock(monitor)).isTrue();
              }
            });
    Parked.await(outcome.thread());
    synchronized (monitor) {
      Outcome<@Nullable Void> mover = whenThisThreadPolls(before::countDown);

      Parked.awaitBlockedOnMonitor(outcome.thread());

      assertThat(outcome.thread().getState()).isEqualTo(Thread.State.BLOCKED);
      assertThat(mover.result()).isNull();
    }
    outcome.result();
  }

  @Test
  void anyMethod_null_isRefusedByName() {
    Thread thread = ThreadKind.VIRTUAL.unstarted(() -> {});
    refuses("thread", () -> Parked.await(null));
    refuses("threads", () -> Parked.awaitAllParked(null));
    refuses("threads contains null", () -> Parked.awaitAllParked(Arrays.asList(thread, null)));
    refuses("thread", () -> Parked.awaitParkedOn(null, new Object()));
    refuses("blocker", () -> Parked.awaitParkedOn(thread, null));
    refuses("thread", () -> Parked.awaitParkedOn(null, blocker -> true, "anything"));
    refuses("blocker", () -> Parked.awaitParkedOn(thread, null, "anything"));
    refuses("description", () -> Parked.awaitParkedOn(thread, blocker -> true, null));
    refuses("thread", () -> Parked.awaitIn(null, "java."));
    refuses("namePrefix", () -> Parked.awaitIn(thread, null));
    refuses("thread", () -> Parked.isParkedIn(null, "java."));
    refuses("namePrefix", () -> Parked.isParkedIn(thread, null));
    refuses("thread", () -> Parked.awaitWithin(null, Object.class));
    refuses("type", () -> Parked.awaitWithin(thread, null));
    refuses("thread", () -> Parked.awaitBlockedOnMonitor(null));
  }

  private static void refuses(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }

  private static Thread startParkedInTurn(ThreadKind kind, ParkingLot first, ParkingLot second) {
    Thread thread =
        kind.unstarted(
            () -> {
              first.park();
              second.park();
            });
    thread.start();
    Parked.awaitParkedOn(thread, first);
    return thread;
  }

  /** Does something once the calling thread pauses between two looks at what it awaits. */
  private static Outcome<@Nullable Void> whenThisThreadPolls(Threads.Action action) {
    Thread polling = Thread.currentThread();
    return Threads.start(
        ThreadKind.PLATFORM,
        () -> {
          Threads.await(
              () -> polling.getState() == Thread.State.TIMED_WAITING, "a pause of the test");
          action.run();
        });
  }
}
