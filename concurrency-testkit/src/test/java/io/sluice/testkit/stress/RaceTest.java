package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RaceTest {

  @ParameterizedTest
  @EnumSource
  void run_actorsAndArbiter_outcomeIsWhatTheyReturnedInOrder(ThreadKind kind) {
    RaceResult result =
        Race.of(AtomicInteger::new)
            .actor("one", state -> 1)
            .action("silent", AtomicInteger::incrementAndGet)
            .actor("two", state -> null)
            .arbiter(AtomicInteger::get)
            .on(kind)
            .rounds(10)
            .run();

    assertThat(result.outcomes()).hasSize(10);
    assertThat(result.outcomes().elementSet()).containsExactly(Arrays.asList(1, null, 1));
  }

  @Test
  void run_nothingSet_isAThousandRoundsOnEachKind() {
    RaceResult result =
        Race.of(Object::new).actor("is virtual", state -> Thread.currentThread().isVirtual()).run();

    assertThat(result.count(true)).isEqualTo(1_000);
    assertThat(result.count(false)).isEqualTo(1_000);
  }

  @ParameterizedTest
  @EnumSource
  void run_eachRound_hasAStateOfItsOwnThatAllShare(ThreadKind kind) {
    Set<Object> states = new HashSet<>();
    RaceResult result =
        Race.of(
                () -> {
                  AtomicInteger state = new AtomicInteger();
                  states.add(state);
                  return state;
                })
            .action("one", AtomicInteger::incrementAndGet)
            .action("two", AtomicInteger::incrementAndGet)
            .arbiter(AtomicInteger::get)
            .on(kind)
            .rounds(50)
            .run();

    assertThat(result.count(2)).isEqualTo(50);
    assertThat(states).hasSize(50);
  }

  @ParameterizedTest
  @EnumSource
  void run_actors_runAtTheSameTime(ThreadKind kind) {
    RaceResult result =
        Race.of(() -> new StartLine(3))
            .action("one", StartLine::await)
            .action("two", StartLine::await)
            .action("three", StartLine::await)
            .on(kind)
            .rounds(100)
            .run();

    assertThat(result.count()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource
  void run_actorBlocks_otherCanWakeIt(ThreadKind kind) {
    RaceResult result =
        Race.of(ParkingLot::new)
            .action("parks", ParkingLot::park)
            .action(
                "lets go",
                lot -> {
                  Threads.await(lot::isUsed, "the other to park");
                  lot.letGo();
                })
            .on(kind)
            .rounds(100)
            .run();

    assertThat(result.count()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource
  void run_twice_startsOver(ThreadKind kind) {
    List<Integer> numbers = new ArrayList<>();
    Race<Integer> race =
        Race.ofRounds(
                round -> {
                  numbers.add(round.number());
                  return round.number();
                })
            .actor("number", number -> number)
            .on(kind)
            .rounds(3);

    assertThat(race.run().outcomes()).hasSize(3);
    assertThat(race.run().outcomes()).hasSize(3);
    assertThat(numbers).containsExactly(0, 1, 2, 0, 1, 2);
  }

  @ParameterizedTest
  @EnumSource
  void expecting_exceptionOfASubclass_isAResult(ThreadKind kind) {
    RaceResult result =
        Race.of(Object::new)
            .actor("throws", state -> fail(new FileNotFoundException()))
            .action("throws too", state -> fail(new IOException()))
            .actor("returns", state -> 1)
            .expecting(IOException.class)
            .on(kind)
            .rounds(10)
            .run();

    assertThat(result.count(FileNotFoundException.class, 1)).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource
  void run_actorEndsInterrupted_showsToTheArbiterAndIsOverInTheNextRound(ThreadKind kind) {
    AtomicBoolean metInterrupted = new AtomicBoolean();
    RaceResult result =
        Race.ofRounds(round -> round)
            .action(
                "interrupted",
                round -> {
                  if (Thread.currentThread().isInterrupted()) {
                    metInterrupted.set(true);
                  }
                  if (round.number() % 2 == 0) {
                    round.thread("interrupted").interrupt();
                  }
                })
            .arbiter(round -> round.endedInterrupted("interrupted") == (round.number() % 2 == 0))
            .on(kind)
            .rounds(100)
            .run();

    assertThat(result.count(true)).isEqualTo(100);
    assertThat(metInterrupted).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void run_actorInterruptedAfterItsEnd_showsToTheArbiter(ThreadKind kind) {
    RaceResult result =
        Race.ofRounds(round -> round)
            .action("ends", round -> {})
            .action(
                "interrupts",
                round -> {
                  Threads.await(
                      () -> round.thread("ends").getState() == Thread.State.TIMED_WAITING,
                      "the other to have ended");
                  round.thread("ends").interrupt();
                })
            .arbiter(round -> round.endedInterrupted("ends"))
            .on(kind)
            .rounds(50)
            .run();

    assertThat(result.count(true)).isEqualTo(50);
  }

  /** Threads that are interrupted park nowhere: they must not keep the others from running. */
  @ParameterizedTest
  @EnumSource
  void run_manyActorsEndInterrupted_theOthersGoOn(ThreadKind kind) {
    Race<Round> race = Race.ofRounds(round -> round);
    int interrupted = 2 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < interrupted; i++) {
      race.action("interrupted " + i, round -> Thread.currentThread().interrupt());
    }
    RaceResult result =
        race.actor("late", round -> new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS))
            .arbiter(round -> round.endedInterrupted("interrupted 0"))
            .on(kind)
            .rounds(20)
            .run();

    assertThat(result.count(false, true)).isEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource
  void run_oneActorInterruptsAnother_meetsItInTheSameRound(ThreadKind kind) {
    RaceResult result =
        Race.ofRounds(round -> round.thread("victim"))
            .actor("victim", self -> new CountDownLatch(1).await(1, TimeUnit.HOURS))
            .action("interrupts", Thread::interrupt)
            .expecting(InterruptedException.class)
            .on(kind)
            .rounds(200)
            .run();

    assertThat(result.count(InterruptedException.class)).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void delays_few_changeNoOutcome(ThreadKind kind) {
    RaceResult result =
        Race.of(AtomicInteger::new)
            .action("one", AtomicInteger::incrementAndGet)
            .action("two", AtomicInteger::incrementAndGet)
            .arbiter(AtomicInteger::get)
            .delays(Duration.ofNanos(2_000))
            .on(kind)
            .rounds(500)
            .run();

    assertThat(result.count(2)).isEqualTo(500);
  }

  @Test
  void deadline_longerThanALongHolds_isNoLimit() {
    RaceResult result =
        Race.of(Object::new)
            .actor("one", state -> 1)
            .deadline(Duration.ofSeconds(Long.MAX_VALUE))
            .rounds(10)
            .run();

    assertThat(result.count(1)).isEqualTo(20);
  }

  private static Object fail(Exception exception) throws Exception {
    throw exception;
  }
}
