package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RoundTest {

  @ParameterizedTest
  @EnumSource
  void round_ofARace_knowsItsNumberKindAndThreads(ThreadKind kind) {
    List<Integer> numbers = new ArrayList<>();
    RaceResult result =
        Race.ofRounds(
                round -> {
                  numbers.add(round.number());
                  return round;
                })
            .actor("one", round -> round.thread("one") == Thread.currentThread())
            .actor("two", round -> round.thread("two") == Thread.currentThread())
            .arbiter(round -> round.kind() + " " + round.thread("two").getName())
            .on(kind)
            .rounds(3)
            .run();

    assertThat(numbers).containsExactly(0, 1, 2);
    assertThat(result.count(true, true, kind + " two")).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void thread_ofAnActor_isTheSameInEachRound(ThreadKind kind) {
    List<Thread> threads = new ArrayList<>();
    Race.ofRounds(round -> threads.add(round.thread("one")))
        .action("one", state -> {})
        .on(kind)
        .rounds(3)
        .run();

    assertThat(threads).hasSize(3).containsOnly(threads.get(0));
  }

  @Test
  void random_sameSeed_isTheSameInBothKinds() {
    List<Long> first = drawn(race(1));

    assertThat(first).doesNotHaveDuplicates();
    assertThat(drawn(race(1))).isEqualTo(first);
    assertThat(drawn(race(1).on(ThreadKind.PLATFORM))).isEqualTo(first);
    assertThat(drawn(race(2))).doesNotContainAnyElementsOf(first);
  }

  @Test
  void random_otherActorsAndDelays_isTheSame() {
    assertThat(drawn(race(1).action("two", state -> {}).delays(Duration.ofNanos(100))))
        .isEqualTo(drawn(race(1)));
  }

  private static Race<List<Long>> race(long seed) {
    List<Long> drawn = new ArrayList<>();
    return Race.ofRounds(
            round -> {
              drawn.add(round.random().nextLong());
              return drawn;
            })
        .action("one", state -> {})
        .on(ThreadKind.VIRTUAL)
        .rounds(3)
        .seed(seed);
  }

  private static List<Long> drawn(Race<List<Long>> race) {
    List<List<Long>> last = new ArrayList<>();
    race.arbiter(last::add).run();
    return last.get(0);
  }

  @Test
  void thread_noSuchActor_isRefused() {
    Thread thread = ThreadKind.VIRTUAL.unstarted(() -> {});
    Round round =
        new Round(
            0,
            ThreadKind.VIRTUAL,
            new SplittableRandom(1),
            Map.of("one", thread),
            asked -> asked.equals(thread));

    assertThat(round.thread("one")).isSameAs(thread);
    assertThat(round.endedInterrupted("one")).isTrue();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(() -> round.thread("two"), () -> round.endedInterrupted("two"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(call)
          .withMessage("actor is none of [one]: \"two\"");
    }
    assertThatNullPointerException().isThrownBy(() -> round.thread(null)).withMessage("actor");
    assertThatNullPointerException()
        .isThrownBy(() -> round.endedInterrupted(null))
        .withMessage("actor");
  }
}
