package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ThreadsTest {

  @ParameterizedTest
  @EnumSource
  void start_action_hasNullAsItsResult(ThreadKind kind) {
    AtomicInteger runs = new AtomicInteger();
    Threads.Action action = runs::incrementAndGet;

    assertThat(Threads.start(kind, action).result()).isNull();
    assertThat(runs).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void startParked_actionParks_returnsThen(ThreadKind kind) {
    try (ParkingLot lot = new ParkingLot()) {
      Outcome<@Nullable Void> outcome = Threads.startParked(kind, lot::park);

      assertThat(outcome.isDone()).isFalse();
      assertThat(Threads.isParked(outcome.thread())).isTrue();
      Threads.awaitParked(outcome.thread());

      lot.letGo();
      assertThat(outcome.result()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void startParked_taskReturnsAResult_yieldsIt(ThreadKind kind) {
    try (ParkingLot lot = new ParkingLot()) {
      Outcome<String> outcome =
          Threads.startParked(
              kind,
              () -> {
                lot.park();
                return "done";
              });

      lot.letGo();
      assertThat(outcome.result()).isEqualTo("done");
    }
  }

  @ParameterizedTest
  @EnumSource
  void startParked_taskThrowsInstead_hasThatAsTheCause(ThreadKind kind) {
    IOException thrown = new IOException("disk");
    Threads.Action failing =
        () -> {
          throw thrown;
        };

    assertThatThrownBy(() -> Threads.startParked(kind, failing))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith(" has ended, and does not wait")
        .hasCause(thrown);
  }

  @ParameterizedTest
  @EnumSource
  void startParked_taskReturnsInstead_fails(ThreadKind kind) {
    assertThatThrownBy(() -> Threads.startParked(kind, () -> {}))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith(" has ended, and does not wait")
        .hasNoCause();
  }

  @ParameterizedTest
  @EnumSource
  void startRacing_taskOrAction_runsAtTheSameTimeAsTheCaller(ThreadKind kind) {
    StartLine task = new StartLine(2);
    Outcome<String> result =
        Threads.startRacing(
            kind,
            () -> {
              task.await();
              return "done";
            });
    task.await();
    assertThat(result.result()).isEqualTo("done");

    StartLine action = new StartLine(2);
    Outcome<@Nullable Void> nothing = Threads.startRacing(kind, action::await);
    action.await();
    assertThat(nothing.result()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void startRacing_taskThrows_isItsFailureOnly(ThreadKind kind) {
    IOException thrown = new IOException("disk");
    Threads.Action failing =
        () -> {
          throw thrown;
        };

    assertThat(Threads.startRacing(kind, failing).failure()).isSameAs(thrown);
  }

  @ParameterizedTest
  @EnumSource
  void isParked_waitsForALockOfTheJdk_isFalse(ThreadKind kind) {
    CountDownLatch latch = new CountDownLatch(1);
    Outcome<@Nullable Void> outcome = Threads.start(kind, () -> latch.await());
    Parked.await(outcome.thread());

    assertThat(Threads.isParked(outcome.thread())).isFalse();

    latch.countDown();
    outcome.result();
  }

  @ParameterizedTest
  @EnumSource
  void isParked_ended_fails(ThreadKind kind) {
    Outcome<@Nullable Void> outcome = Threads.start(kind, () -> {});
    outcome.result();

    assertThatThrownBy(() -> Threads.isParked(outcome.thread()))
        .isInstanceOf(AssertionError.class)
        .hasMessage(outcome.thread() + " has ended, and does not wait");
  }

  @Test
  void await_conditionComesTrue_returns() {
    AtomicInteger looks = new AtomicInteger();

    Threads.await(() -> looks.incrementAndGet() == 5, "five looks");

    assertThat(looks).hasValue(5);
  }

  @Test
  void await_interrupted_pollsOnAndStaysInterrupted() {
    AtomicInteger looks = new AtomicInteger();
    Thread.currentThread().interrupt();

    Threads.await(() -> looks.incrementAndGet() == 5, "five looks");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(looks).hasValue(5);
  }

  @Test
  void await_conditionThrows_throwsThat() {
    IllegalStateException thrown = new IllegalStateException("no");

    assertThatThrownBy(
            () ->
                Threads.await(
                    () -> {
                      throw thrown;
                    },
                    "nothing"))
        .isSameAs(thrown);
  }

  @Test
  void anyMethod_null_isRefusedByName() {
    Threads.Action action = () -> {};
    Callable<Integer> task = () -> 1;
    ThreadKind kind = ThreadKind.VIRTUAL;
    refuses("kind", () -> Threads.start(null, action));
    refuses("kind", () -> Threads.start(null, task));
    refuses("action", () -> Threads.start(kind, (Threads.Action) null));
    refuses("task", () -> Threads.start(kind, (Callable<Integer>) null));
    refuses("kind", () -> Threads.startParked(null, action));
    refuses("kind", () -> Threads.startParked(null, task));
    refuses("action", () -> Threads.startParked(kind, (Threads.Action) null));
    refuses("task", () -> Threads.startParked(kind, (Callable<Integer>) null));
    refuses("kind", () -> Threads.startRacing(null, action));
    refuses("kind", () -> Threads.startRacing(null, task));
    refuses("action", () -> Threads.startRacing(kind, (Threads.Action) null));
    refuses("task", () -> Threads.startRacing(kind, (Callable<Integer>) null));
    refuses("thread", () -> Threads.awaitParked(null));
    refuses("thread", () -> Threads.isParked(null));
    refuses("condition", () -> Threads.await(null, "nothing"));
    refuses("description", () -> Threads.await(() -> true, null));
  }

  private static void refuses(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }
}
