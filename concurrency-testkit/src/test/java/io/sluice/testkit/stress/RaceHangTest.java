package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rounds that do not end in time. */
@Timeout(60)
class RaceHangTest {

  private static final Duration SOON = Duration.ofMillis(200);

  @ParameterizedTest
  @EnumSource
  void run_actorHangs_saysWhereEachStands(ThreadKind kind) {
    try (ParkingLot lot = new ParkingLot()) {
      AssertionError error =
          failureOf(
              Race.of(() -> lot)
                  .actor("quick", state -> 7)
                  .action("stuck", ParkingLot::park)
                  .on(kind)
                  .rounds(5)
                  .seed(42)
                  .deadline(SOON));

      assertThat(error.getMessage())
          .startsWith(
              """
              the race hangs in round 0 of 5 on %s threads, seed 42, after PT0.2S
              actor "quick" has ended with 7
              actor "stuck" (%s) is WAITING on %s@\
              """
                  .formatted(
                      kind,
                      kind == ThreadKind.VIRTUAL ? "virtual" : "platform",
                      ParkingLot.class.getName()))
          .contains("    at " + ParkingLot.class.getName() + ".park(ParkingLot.java:");
    }
  }

  @ParameterizedTest
  @EnumSource
  void run_actorHangsForAnotherThatFailed_showsTheFailure(ThreadKind kind) {
    IOException thrown = new IOException("disk");
    try (ParkingLot lot = new ParkingLot()) {
      AssertionError error =
          failureOf(
              Race.of(() -> lot)
                  .action(
                      "failed",
                      state -> {
                        throw thrown;
                      })
                  .action("stuck", ParkingLot::park)
                  .on(kind)
                  .deadline(SOON));

      assertThat(error)
          .hasMessageContaining("\nactor \"failed\" has ended with java.io.IOException: disk\n")
          .hasSuppressedException(thrown);
    }
  }

  @ParameterizedTest
  @EnumSource
  void run_actorHangs_isInterruptedAndNoRoundFollows(ThreadKind kind) {
    Set<Thread> threads = new HashSet<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch never = new CountDownLatch(1);
    failureOf(
        Race.ofRounds(
                round -> {
                  threads.add(round.thread("stuck"));
                  threads.add(round.thread("quick"));
                  return round.number();
                })
            .action("quick", number -> assertThat(number).isZero())
            .action(
                "stuck",
                number -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    interrupted.set(true);
                  }
                })
            .on(kind)
            .deadline(SOON));

    awaitEnd(threads);
    assertThat(threads).hasSize(2);
    assertThat(interrupted).isTrue();
  }

  /** Those who have come to the start must not wait there for ever for those who never will. */
  @ParameterizedTest
  @EnumSource
  void run_overBeforeAllHaveCome_leavesNoThread(ThreadKind kind) {
    Set<Thread> threads = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      failureOf(
          Race.ofRounds(
                  round -> {
                    threads.add(round.thread("one"));
                    threads.add(round.thread("two"));
                    threads.add(round.thread("three"));
                    return round;
                  })
              .action("one", round -> Thread.yield())
              .action("two", round -> Thread.yield())
              .action("three", round -> Thread.yield())
              .on(kind)
              .rounds(1_000_000)
              .deadline(Duration.ofNanos(1)));
    }

    awaitEnd(threads);
    assertThat(threads).hasSize(150);
  }

  @ParameterizedTest
  @EnumSource
  void delays_longerThanTheDeadline_hangAndEndThen(ThreadKind kind) {
    Set<Thread> threads = new HashSet<>();
    AssertionError error =
        failureOf(
            Race.ofRounds(
                    round -> {
                      threads.add(round.thread("late"));
                      return round;
                    })
                .actor("late", round -> 1)
                .delays(Duration.ofSeconds(Long.MAX_VALUE))
                .on(kind)
                .deadline(SOON));

    assertThat(error).hasMessageStartingWith("the race hangs in round 0 of 1000 on " + kind);
    awaitEnd(threads);
  }

  private static void awaitEnd(Set<Thread> threads) {
    Threads.await(() -> threads.stream().noneMatch(Thread::isAlive), "the actors' end");
  }

  private static AssertionError failureOf(Race<?> race) {
    return catchThrowableOfType(AssertionError.class, race::run);
  }
}
