package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Go's {@code test/chan/select3.go} checks: which operations and which selects block for ever,
 * and which do not. A blocked thread is one that is seen to park; nothing is timed.
 */
@Rule({1, 9, 15, 21})
@Timeout(60)
class GoSelect3Test {

  private final Channel<Integer> never = Channel.never();
  private final Channel<Integer> empty = Channel.unbuffered();

  private Channel<Integer> full() throws InterruptedException {
    Channel<Integer> channel = Channel.buffered(10);
    for (int i = 0; i < 10; i++) {
      channel.send(i);
    }
    return channel;
  }

  private static Channel<Integer> closed() {
    Channel<Integer> channel = Channel.buffered(10);
    channel.close();
    return channel;
  }

  private static Callable<Object> send(SendChannel<Integer> channel) {
    return () -> {
      channel.send(7);
      return null;
    };
  }

  private static Callable<Object> selectSend(SendChannel<Integer> channel) {
    return () -> Select.await(channel.sendCase(7));
  }

  private static Callable<Object> selectReceive(ReceiveChannel<Integer> channel) {
    return () -> Select.await(channel.receiveCase());
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void blocking_operations_block(ThreadKind kind) throws InterruptedException {
    List<Callable<?>> blocking =
        List.of(
            send(never),
            () -> never.receive(),
            send(empty),
            () -> Channel.<Integer>unbuffered().receive(),
            () -> Channel.<Integer>buffered(10).receive(),
            send(full()),
            () -> Select.await(),
            selectSend(never),
            selectReceive(never),
            () -> Select.await(never.sendCase(7), never.receiveCase()),
            selectSend(Channel.unbuffered()),
            selectReceive(Channel.unbuffered()),
            selectReceive(Channel.buffered(10)),
            selectSend(full()));
    List<Outcome<?>> blocked = new ArrayList<>();
    for (Callable<?> operation : blocking) {
      blocked.add(Threads.startParked(kind, operation));
    }
    for (Outcome<?> one : blocked) {
      Threads.awaitParked(one.thread());
      one.thread().interrupt();
      assertThat(one.failure()).isExactlyInstanceOf(InterruptedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void others_operations_doNotBlock(ThreadKind kind) throws InterruptedException {
    Channel<Integer> full = full();
    List<Callable<?>> free =
        List.of(
            send(Channel.buffered(10)),
            () -> full.receive(),
            () -> closed().receiveOrClosed(),
            selectSend(Channel.buffered(10)),
            selectReceive(full()),
            selectReceive(closed()),
            () -> Select.await(never.receiveCase(), closed().receiveCase()),
            () -> Select.of().orElse(() -> 0).run(),
            () -> Select.<Integer>of().send(never, 7, () -> 1).orElse(() -> 0).run(),
            () -> Select.<Integer>of().receive(never, v -> v).orElse(() -> 0).run(),
            () -> Select.<Integer>of().send(empty, 7, () -> 1).orElse(() -> 0).run(),
            () -> Select.<Integer>of().receive(empty, v -> v).orElse(() -> 0).run(),
            () -> Select.<Integer>of().send(full(), 7, () -> 1).orElse(() -> 0).run());
    for (Callable<?> operation : free) {
      assertThat(Threads.start(kind, operation).result()).isNotEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void sendsOnClosed_always_throwAndDoNotBlock(ThreadKind kind) {
    List<Callable<?>> sends =
        List.of(
            send(closed()),
            selectSend(closed()),
            () -> Select.of().send(closed(), 7, () -> 1).orElse(() -> 0).run());
    for (Callable<?> operation : sends) {
      assertThat(Threads.start(kind, operation).failure())
          .isInstanceOf(ChannelClosedException.class);
    }
    assertThatExceptionOfType(ChannelClosedException.class).isThrownBy(() -> closed().close());
  }
}
