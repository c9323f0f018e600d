package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rounds in which something throws. */
@Timeout(60)
class RaceFailureTest {

  private final IOException thrown = new IOException("disk");

  @ParameterizedTest
  @EnumSource
  void run_actorThrows_namesItTheRoundAndTheSeed(ThreadKind kind) {
    AssertionError error =
        failureOf(
            Race.ofRounds(Round::number)
                .actor("good", number -> number)
                .actor("bad", number -> number == 3 ? fail(thrown) : number)
                .on(kind)
                .rounds(10)
                .seed(42));

    assertThat(error)
        .hasMessage(
            """
            the race failed in round 3 of 10 on %s threads, seed 42
            actor "bad" threw java.io.IOException: disk\
            """
                .formatted(kind))
        .hasCause(thrown)
        .hasNoSuppressedExceptions();
  }

  @ParameterizedTest
  @EnumSource
  void run_severalThrow_namesAll(ThreadKind kind) {
    Error second = new LinkageError("missing");
    AssertionError error =
        failureOf(
            Race.of(Object::new)
                .actor("one", state -> fail(thrown))
                .action(
                    "two",
                    state -> {
                      throw second;
                    })
                .on(kind)
                .seed(-1));

    assertThat(error)
        .hasMessage(
            """
            the race failed in round 0 of 1000 on %s threads, seed -1
            actor "one" threw java.io.IOException: disk
            actor "two" threw java.lang.LinkageError: missing\
            """
                .formatted(kind))
        .hasCause(thrown)
        .hasSuppressedException(second);
  }

  @ParameterizedTest
  @EnumSource
  void run_actorThrows_isTheLastRoundAndTheArbiterIsNotAsked(ThreadKind kind) {
    AtomicInteger rounds = new AtomicInteger();
    AtomicInteger judged = new AtomicInteger();
    failureOf(
        Race.of(rounds::incrementAndGet)
            .actor("bad", number -> number == 3 ? fail(thrown) : number)
            .arbiter(number -> judged.incrementAndGet())
            .on(kind));

    assertThat(rounds).hasValue(3);
    assertThat(judged).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void run_arbiterThrows_failsEvenIfActorsMay(ThreadKind kind) {
    AssertionError error =
        failureOf(
            Race.of(Object::new)
                .actor("one", state -> 1)
                .arbiter(state -> fail(thrown))
                .expecting(IOException.class)
                .on(kind)
                .seed(42));

    assertThat(error)
        .hasMessage(
            """
            the race failed in round 0 of 1000 on %s threads, seed 42
            the arbiter threw java.io.IOException: disk\
            """
                .formatted(kind))
        .hasCause(thrown);
  }

  @ParameterizedTest
  @EnumSource
  void run_stateCannotBeMade_namesTheRound(ThreadKind kind) {
    IllegalStateException noState = new IllegalStateException("none left");
    AssertionError error =
        failureOf(
            Race.ofRounds(
                    round -> {
                      if (round.number() == 2) {
                        throw noState;
                      }
                      return 1;
                    })
                .actor("one", state -> state)
                .on(kind)
                .seed(42));

    assertThat(error)
        .hasMessage(
            """
            the race failed in round 2 of 1000 on %s threads, seed 42
            what makes the state threw java.lang.IllegalStateException: none left\
            """
                .formatted(kind))
        .hasCause(noState);
  }

  @ParameterizedTest
  @EnumSource
  void run_unexpectedException_failsThoughOthersAreExpected(ThreadKind kind) {
    AssertionError error =
        failureOf(
            Race.of(Object::new)
                .actor("bad", state -> fail(thrown))
                .expecting(InterruptedException.class)
                .on(kind));

    assertThat(error).hasCause(thrown);
  }

  @ParameterizedTest
  @EnumSource
  void run_fails_leavesNoThread(ThreadKind kind) {
    Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    failureOf(
        Race.ofRounds(Round::number)
            .actor(
                "one",
                number -> {
                  threads.add(Thread.currentThread());
                  return number == 5 ? fail(thrown) : number;
                })
            .actor("two", number -> threads.add(Thread.currentThread()))
            .on(kind));

    assertThat(threads).hasSize(12).noneMatch(Thread::isAlive);
  }

  private static AssertionError failureOf(Race<?> race) {
    return catchThrowableOfType(AssertionError.class, race::run);
  }

  private static Object fail(Exception exception) throws Exception {
    throw exception;
  }
}
