package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StartLineTest {

  @ParameterizedTest
  @EnumSource
  void await_usedAgainAndAgain_nobodyLeavesBeforeAllHaveCome(ThreadKind kind) {
    int parties = 4;
    int times = 500;
    StartLine line = new StartLine(parties);
    AtomicInteger came = new AtomicInteger();
    List<Outcome<@Nullable Void>> all =
        Stream.generate(
                () ->
                    Threads.start(
                        kind,
                        () -> {
                          for (int i = 1; i <= times; i++) {
                            came.incrementAndGet();
                            line.await();
                            assertThat(came.get()).isGreaterThanOrEqualTo(parties * i);
                          }
                        }))
            .limit(parties)
            .toList();

    all.forEach(Outcome::result);
    assertThat(came).hasValue(parties * times);
  }

  /** Threads that are interrupted park nowhere: they must not keep the others from coming. */
  @ParameterizedTest
  @EnumSource
  void await_moreInterruptedThreadsThanProcessors_theLastCanCome(ThreadKind kind) {
    int parties = 2 + 2 * Runtime.getRuntime().availableProcessors();
    StartLine line = new StartLine(parties);
    List<Outcome<@Nullable Void>> early =
        Stream.generate(
                () ->
                    Threads.start(
                        kind,
                        () -> {
                          Thread.currentThread().interrupt();
                          line.await();
                        }))
            .limit(parties - 1)
            .toList();
    Outcome<@Nullable Void> late =
        Threads.start(
            kind,
            () -> {
              assertThat(new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS)).isFalse();
              line.await();
            });

    assertThat(late.endedInterrupted()).isFalse();
    assertThat(early).allMatch(Outcome::endedInterrupted);
    early.forEach(Outcome::result);
    late.result();
  }

  @Test
  void await_alone_returns() {
    StartLine line = new StartLine(1);

    line.await();
    line.await();
  }

  @ParameterizedTest
  @EnumSource
  void await_interrupted_waitsOnAndStaysInterrupted(ThreadKind kind) {
    StartLine line = new StartLine(2);
    AtomicInteger left = new AtomicInteger();
    Outcome<@Nullable Void> early =
        Threads.start(
            kind,
            () -> {
              Thread.currentThread().interrupt();
              line.await();
              left.incrementAndGet();
            });
    Threads.await(early.thread()::isInterrupted, "the interrupt");
    assertThat(left).hasValue(0);

    line.await();

    assertThat(early.endedInterrupted()).isTrue();
    assertThat(early.result()).isNull();
  }

  @Test
  void await_tooFewCome_saysHowManyAreMissing() {
    StartLine line = new StartLine(3, Duration.ofMillis(20));

    assertThatThrownBy(line::await)
        .isInstanceOf(AssertionError.class)
        .hasMessage("2 of 3 threads did not come to the start within PT0.02S");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void new_partiesNotPositive_isRefused(int parties) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StartLine(parties))
        .withMessage("parties must be positive: " + parties);
  }
}
