package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Go's {@code test/chan/nonblock.go} checks: operations that do not wait fail while nobody is
 * there, and succeed once somebody is, for elements of several types.
 */
@Rule({10, 17})
@Timeout(60)
class GoNonblockTest {

  static Stream<Arguments> elements() {
    return Stream.of(1, 2L, true, "a string", List.of(1, 2))
        .flatMap(element -> Stream.of(ThreadKind.values()).map(k -> Arguments.of(element, k)));
  }

  @ParameterizedTest
  @MethodSource("elements")
  void unbuffered_nobodyThere_fallsToTheDefault(Object element, ThreadKind kind)
      throws InterruptedException {
    Channel<Object> channel = Channel.unbuffered();
    assertThat(channel.tryReceive()).isInstanceOf(Received.Empty.class);
    assertThat(channel.trySend(element)).isFalse();
    assertThat(selectReceive(channel)).isEqualTo("default");
    assertThat(selectSend(channel, element)).isEqualTo("default");

    Outcome<Object> receiver = Threads.startParked(kind, () -> channel.receive());
    Threads.await(() -> channel.toString().contains("waiting"), "the receiver");
    assertThat(selectReceive(channel)).isEqualTo("default");
    assertThat(selectSend(channel, element)).isEqualTo("sent");
    assertThat(receiver.result()).isEqualTo(element);
    assertThat(selectSend(channel, element)).isEqualTo("default");

    Outcome<Void> sender = Threads.startParked(kind, () -> channel.send(element));
    Threads.await(() -> channel.toString().contains("waiting"), "the sender");
    assertThat(selectSend(channel, "x")).isEqualTo("default");
    assertThat(selectReceive(channel)).isEqualTo(element);
    sender.result();
    assertThat(selectReceive(channel)).isEqualTo("default");
  }

  @ParameterizedTest
  @MethodSource("elements")
  void buffered_fullOrEmpty_fallsToTheDefault(Object element, ThreadKind kind)
      throws InterruptedException {
    Channel<Object> channel = Channel.buffered(1);
    assertThat(selectReceive(channel)).isEqualTo("default");
    assertThat(selectSend(channel, element)).isEqualTo("sent");
    assertThat(selectSend(channel, element)).isEqualTo("default");
    Outcome<Void> sender = Threads.startParked(kind, () -> channel.send("next"));
    Threads.await(() -> channel.toString().contains("waiting"), "the sender");
    assertThat(selectSend(channel, element)).isEqualTo("default");
    assertThat(selectReceive(channel)).isEqualTo(element);
    sender.result();
    assertThat(selectReceive(channel)).isEqualTo("next");
    assertThat(selectReceive(channel)).isEqualTo("default");
  }

  private static Object selectReceive(ReceiveChannel<Object> channel) throws InterruptedException {
    return Select.of().receive(channel, value -> value).orElse(() -> "default").run();
  }

  private static Object selectSend(SendChannel<Object> channel, Object element)
      throws InterruptedException {
    return Select.of().send(channel, element, () -> "sent").orElse(() -> "default").run();
  }
}
