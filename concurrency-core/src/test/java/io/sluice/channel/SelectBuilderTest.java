package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The expression form: each alternative is mapped to a result. */
@Timeout(60)
class SelectBuilderTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Channel<String> words = Channel.buffered(2);
  private final Channel<Integer> numbers = Channel.unbuffered();
  private final ManualSignal signal = new ManualSignal();

  private Select.Builder<String> both() {
    return Select.<String>of()
        .receive(words, word -> "word " + word)
        .receive(numbers, number -> "number " + number, closed -> "closed " + closed.cause());
  }

  private static String mustNotRun() {
    throw new AssertionError("ran an alternative that was not chosen");
  }

  @Rule(15)
  @Test
  void receive_valueReady_mapsIt() throws InterruptedException {
    words.send("a");
    assertThat(both().run()).isEqualTo("word a");
  }

  @Rule({15, 18})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void receive_senderComes_mapsItsValue(ThreadKind kind) throws InterruptedException {
    Outcome<String> select = Threads.startParked(kind, () -> both().run());
    numbers.send(7);
    assertThat(select.result()).isEqualTo("number 7");
    assertThat(words.toString()).endsWith("[open]");
  }

  @Rule({7, 15})
  @Test
  void receive_closedWithoutOnClosed_throwsTheCause() {
    Exception cause = new Exception("why");
    words.close(cause);
    assertThatExceptionOfType(ChannelClosedException.class)
        .isThrownBy(() -> both().run())
        .withMessageContaining("receive on closed channel")
        .withCause(cause);
  }

  @Rule({7, 15, 20})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void receive_closedWithOnClosed_mapsIt(ThreadKind kind) throws InterruptedException {
    Outcome<String> parked = Threads.startParked(kind, () -> both().run());
    numbers.close();
    assertThat(parked.result()).isEqualTo("closed null");
    assertThat(both().run()).isEqualTo("closed null");
  }

  @Rule(15)
  @Test
  void send_room_sendsAndAnswers() throws InterruptedException {
    assertThat(Select.<String>of().send(words, "a", () -> "sent").run()).isEqualTo("sent");
    assertThat(words.receive()).isEqualTo("a");
  }

  @Rule({8, 15})
  @Test
  void send_closed_throwsAndTheActionDoesNotRun() {
    words.close();
    assertThatExceptionOfType(ChannelClosedException.class)
        .isThrownBy(() -> Select.of().send(words, "a", SelectBuilderTest::mustNotRun).run())
        .withMessageContaining("send on closed channel");
  }

  @Test
  void result_null_isReturned() throws InterruptedException {
    words.send("a");
    assertThat(Select.<String>of().receive(words, word -> null).run()).isNull();
    assertThat(Select.<String>of().orElse(() -> null).run()).isNull();
  }

  @Rule(28)
  @Test
  void action_throws_thatIsThrownAndTheChannelIsUsable() throws InterruptedException {
    words.send("a");
    IllegalArgumentException failure = new IllegalArgumentException();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                Select.of()
                    .receive(
                        words,
                        word -> {
                          throw failure;
                        })
                    .run())
        .isSameAs(failure);
    assertThat(words.trySend("b")).isTrue();
  }

  @Rule(28)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void action_usesTheSameChannels_holdsNoLock(ThreadKind kind) throws InterruptedException {
    words.send("a");
    Select.Builder<Integer> builder =
        Select.<Integer>of()
            .receive(numbers, number -> number)
            .receive(
                words,
                word -> {
                  assertThat(words.trySend(word)).isTrue();
                  return Threads.start(kind, () -> words.size() + numbers.size()).result();
                });
    assertThat(builder.run()).isEqualTo(1);
  }

  // ---- default and timeout ----

  @Rule(17)
  @Test
  void orElse_noneReady_runsAtOnce() throws InterruptedException {
    assertThat(both().orElse(() -> "none").run()).isEqualTo("none");
    assertThat(Select.of().send(numbers, 1, SelectBuilderTest::mustNotRun).orElse(() -> 0).run())
        .as("on an unbuffered channel too")
        .isEqualTo(0);
    assertThat(numbers.toString()).endsWith("[open]");
  }

  @Rule(17)
  @Test
  void orElse_oneReady_doesNotRun() throws InterruptedException {
    words.send("a");
    assertThat(both().orElse(SelectBuilderTest::mustNotRun).run()).isEqualTo("word a");
  }

  @Rule(17)
  @Test
  void orElse_withTimeout_doesNotWait() throws InterruptedException {
    assertThat(both().timeout(LONG, SelectBuilderTest::mustNotRun).orElse(() -> "none").run())
        .isEqualTo("none");
    assertThat(
            both().orElse(() -> "none").timeout(Duration.ZERO, SelectBuilderTest::mustNotRun).run())
        .isEqualTo("none");
  }

  @Rule(27)
  @Test
  void timeout_timeRunsOut_answersNotEarly() throws InterruptedException {
    for (Duration timeout :
        new Duration[] {Duration.ofNanos(-1), Duration.ZERO, Duration.ofMillis(3)}) {
      long start = System.nanoTime();
      assertThat(both().timeout(timeout, () -> "slow").run()).isEqualTo("slow");
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(timeout.toNanos());
    }
    assertThat(words.toString()).endsWith("[open]");
    assertThat(numbers.toString()).endsWith("[open]");
  }

  @Rule(17)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void timeout_readyBefore_doesNotRun(ThreadKind kind) throws InterruptedException {
    words.send("a");
    assertThat(both().timeout(Duration.ZERO, SelectBuilderTest::mustNotRun).run())
        .isEqualTo("word a");
    Outcome<String> parked =
        Threads.startParked(
            kind, () -> both().timeout(LONG, SelectBuilderTest::mustNotRun).run(signal));
    numbers.send(1);
    assertThat(parked.result()).isEqualTo("number 1");
    assertThat(signal.subscriptions()).isZero();
  }

  @Test
  void timeoutAndDefault_twice_areRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> both().timeout(LONG, () -> "a").timeout(LONG, () -> "b"));
    assertThatIllegalStateException().isThrownBy(() -> both().orElse(() -> "a").orElse(() -> "b"));
  }

  // ---- choice ----

  @Rule(16)
  @Test
  void biased_severalReady_choosesTheFirst() throws InterruptedException {
    Channel<String> closed = Channel.unbuffered();
    closed.close();
    boolean secondSeen = false;
    for (int i = 0; i < 200; i++) {
      Supplier<Select.Builder<String>> builder =
          () ->
              Select.<String>of()
                  .receive(closed, word -> word, end -> "first")
                  .receive(closed, word -> word, end -> "second");
      assertThat(builder.get().biased().run()).isEqualTo("first");
      assertThat(builder.get().biased().orElse(SelectBuilderTest::mustNotRun).run())
          .isEqualTo("first");
      secondSeen |= builder.get().run().equals("second");
    }
    assertThat(secondSeen).as("without biased() the second has its share").isTrue();
  }

  @Test
  void run_again_runsAgainOverTheSame() throws InterruptedException {
    Select.Builder<String> builder = both().orElse(() -> "none");
    words.send("a");
    words.send("b");
    assertThat(builder.run()).isEqualTo("word a");
    assertThat(builder.run(signal)).isEqualTo("word b");
    assertThat(builder.run()).isEqualTo("none");
  }

  // ---- interrupt and signal ----

  @Rule({21, 25})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void empty_waitsForEver_untilInterruptedOrSignalled(ThreadKind kind) {
    Outcome<Object> interrupted = Threads.startParked(kind, () -> Select.of().run());
    Outcome<Object> signalled = Threads.startParked(kind, () -> Select.of().run(signal));
    interrupted.thread().interrupt();
    signal.give();
    assertThat(interrupted.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(signalled.failure()).isInstanceOf(ManualSignal.GivenException.class);
  }

  @Rule({25, 26})
  @Test
  void run_signalDoneOrInterrupted_nothingRunsNotEvenTheDefault() throws InterruptedException {
    words.send("a");
    Function<String, Object> onWord = word -> mustNotRun();
    Supplier<Select.Builder<Object>> builder =
        () -> Select.of().receive(words, onWord).orElse(SelectBuilderTest::mustNotRun);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> builder.get().run());
    assertThat(Thread.interrupted()).isFalse();
    signal.give();
    assertThatExceptionOfType(ManualSignal.GivenException.class)
        .isThrownBy(() -> builder.get().run(signal));
    assertThatExceptionOfType(ManualSignal.GivenException.class)
        .isThrownBy(() -> both().timeout(LONG, SelectBuilderTest::mustNotRun).run(signal));
    assertThat(words.size()).isEqualTo(1);
  }

  @Rule(11)
  @Test
  void nullArguments_any_areNamed() {
    Select.Builder<String> builder = Select.of();
    assertThatNullPointerException()
        .isThrownBy(() -> builder.<String>receive(null, word -> word))
        .withMessage("channel");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.receive(words, null))
        .withMessage("onValue");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.receive(words, word -> word, null))
        .withMessage("onClosed");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.send(words, null, () -> "sent"))
        .withMessage("value");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.send(null, "a", () -> "sent"))
        .withMessage("channel");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.send(words, "a", null))
        .withMessage("onSent");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.timeout(null, () -> "slow"))
        .withMessage("timeout");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.timeout(LONG, null))
        .withMessage("onTimeout");
    assertThatNullPointerException().isThrownBy(() -> builder.orElse(null)).withMessage("action");
    assertThatNullPointerException().isThrownBy(() -> builder.run(null)).withMessage("signal");
  }
}
