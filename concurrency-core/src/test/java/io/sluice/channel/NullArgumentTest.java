package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.testing.NullPointerTester;
import io.sluice.testing.ManualSignal;
import io.sluice.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every null argument is refused, at the call, by the name of its parameter. */
class NullArgumentTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private static Stream<Channel<Integer>> channels() {
    return Stream.concat(
        Arrays.stream(Flavour.values()).map(Flavour::make), Stream.of(Channel.never()));
  }

  static Stream<Arguments> sendingSides() {
    return channels()
        .flatMap(channel -> Stream.of(channel, channel.asSend()))
        .map(side -> Arguments.of(side));
  }

  static Stream<Arguments> receivingSides() {
    return Stream.concat(
        channels()
            .flatMap(channel -> Stream.of(channel, channel.asReceive()))
            .map(side -> Arguments.of(side)),
        Stream.of(Arguments.of(Ticker.every(LONG).channel()), Arguments.of(Timers.after(LONG))));
  }

  private static void assertNames(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }

  @ParameterizedTest
  @MethodSource("sendingSides")
  void sendChannel_null_isNamed(SendChannel<Integer> out) {
    ManualSignal signal = new ManualSignal();
    assertNames("value", () -> out.send(null));
    assertNames("signal", () -> out.send(null, 1));
    assertNames("value", () -> out.send(signal, null));
    assertNames("value", () -> out.trySend(null));
    assertNames("value", () -> out.trySend(null, LONG));
    assertNames("timeout", () -> out.trySend(1, null));
    assertNames("cause", () -> out.close(null));
    assertNames("value", () -> out.sendCase(null));
  }

  @ParameterizedTest
  @MethodSource("receivingSides")
  void receiveChannel_null_isNamed(ReceiveChannel<?> in) {
    ManualSignal signal = new ManualSignal();
    assertNames("signal", () -> in.receive(null));
    assertNames("signal", () -> in.receiveOrClosed(null));
    assertNames("timeout", () -> in.tryReceive(null));
    assertNames("action", () -> in.forEach(null));
    assertNames("signal", () -> in.forEach(null, value -> {}));
    assertNames("action", () -> in.forEach(signal, null));
    assertNames("sink", () -> in.drainTo(null, 1));
    assertNames("action", () -> in.stream().spliterator().tryAdvance(null));
  }

  @Test
  void timers_null_isNamed() {
    Ticker ticker = Ticker.every(LONG);
    assertNames("period", () -> Ticker.every(null));
    assertNames("period", () -> ticker.reset(null));
    assertNames("delay", () -> Timers.after(null));
    assertNames("duration", () -> TimeSource.saturatedNanos(null));
  }

  @Test
  void cases_null_isNamed() {
    SendCase<Integer> send = Channel.<Integer>unbuffered().sendCase(1);
    assertNames("next", () -> send.value(null));
  }

  /** Finds methods that were added since and are not listed above. */
  @Test
  void publicMethods_null_areRefused() {
    NullPointerTester tester =
        new NullPointerTester()
            .setDefault(CancelSignal.class, new ManualSignal())
            .setDefault(Duration.class, Duration.ZERO)
            .setDefault(ThrowingConsumer.class, value -> {})
            .setDefault(Collection.class, new ArrayList<>());
    for (Class<?> type : List.of(Channel.class, Ticker.class, Timers.class)) {
      tester.testAllPublicStaticMethods(type);
    }
    tester.testAllPublicConstructors(Received.Value.class);
    for (Flavour flavour : Flavour.values()) {
      Channel<Integer> channel = flavour.make();
      tester.testAllPublicInstanceMethods(channel);
      tester.testAllPublicInstanceMethods(channel.asSend());
      tester.testAllPublicInstanceMethods(channel.asReceive());
    }
    tester.testAllPublicInstanceMethods(Ticker.every(LONG));
    tester.testAllPublicInstanceMethods(Channel.never());
  }
}
