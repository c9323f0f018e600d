package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class OutcomeTest {

  @ParameterizedTest
  @EnumSource
  void result_taskReturned_isWhatItReturned(ThreadKind kind) {
    Outcome<String> outcome = Threads.start(kind, () -> "done");

    assertThat(outcome.result()).isEqualTo("done");
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.endedInterrupted()).isFalse();
    assertThat(outcome.thread().isVirtual()).isEqualTo(kind == ThreadKind.VIRTUAL);
  }

  @ParameterizedTest
  @EnumSource
  void result_taskReturnedNull_isNull(ThreadKind kind) {
    Outcome<@Nullable String> outcome = Threads.start(kind, () -> (String) null);

    assertThat(outcome.result()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void result_taskThrew_hasItAsTheCause(ThreadKind kind) {
    IOException thrown = new IOException("disk");
    Outcome<@Nullable Void> outcome =
        Threads.start(
            kind,
            () -> {
              throw thrown;
            });

    assertThatThrownBy(outcome::result)
        .isInstanceOf(AssertionError.class)
        .hasMessage(outcome.thread() + " failed")
        .hasCause(thrown);
    assertThat(outcome.failure()).isSameAs(thrown);
  }

  @ParameterizedTest
  @EnumSource
  void failure_taskThrewAnError_isThat(ThreadKind kind) {
    Error thrown = new LinkageError("missing");
    Outcome<@Nullable Void> outcome =
        Threads.start(
            kind,
            () -> {
              throw thrown;
            });

    assertThat(outcome.failure()).isSameAs(thrown);
  }

  @ParameterizedTest
  @EnumSource
  void failure_taskReturned_saysWhat(ThreadKind kind) {
    Outcome<Integer> outcome = Threads.start(kind, () -> 7);

    assertThatThrownBy(outcome::failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith(" did not fail; its result is 7");
  }

  @ParameterizedTest
  @EnumSource
  void endedInterrupted_taskLeftTheStatusSet_isTrue(ThreadKind kind) {
    Outcome<@Nullable Void> returning =
        Threads.start(kind, () -> Thread.currentThread().interrupt());
    Outcome<@Nullable Void> throwing =
        Threads.start(
            kind,
            () -> {
              Thread.currentThread().interrupt();
              throw new IOException();
            });

    assertThat(returning.endedInterrupted()).isTrue();
    assertThat(throwing.endedInterrupted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void result_threadHangs_failsWithItsStack(ThreadKind kind) {
    try (ParkingLot lot = new ParkingLot()) {
      Outcome<@Nullable Void> outcome =
          new Outcome<>(
              kind,
              () -> {
                lot.park();
                return null;
              },
              Duration.ofMillis(20));
      outcome.thread().setName("worker");
      outcome.thread().start();
      Parked.awaitParkedOn(outcome.thread(), lot);

      Throwable hang = catchThrowable(outcome::result);

      assertThat(hang)
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("did not end, it hangs here: thread \"worker\" (")
          .hasMessageContaining(" is WAITING on " + ParkingLot.class.getName() + "@");
      assertThat(hang.getStackTrace())
          .extracting(StackTraceElement::getClassName)
          .contains(ParkingLot.class.getName());
      assertThat(outcome.isDone()).isFalse();
      assertThat(catchThrowable(outcome::failure)).hasMessage(hang.getMessage());
      assertThat(catchThrowable(outcome::endedInterrupted)).hasMessage(hang.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void result_callerInterrupted_failsAndKeepsTheStatus(ThreadKind kind) {
    try (ParkingLot lot = new ParkingLot()) {
      Outcome<@Nullable Void> outcome = Threads.start(kind, lot::park);
      Thread.currentThread().interrupt();

      Throwable thrown = catchThrowable(outcome::result);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(thrown)
          .isInstanceOf(AssertionError.class)
          .hasMessage("interrupted while joining " + outcome.thread())
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }
}
