package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.Rule;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Go's {@code test/closedchan.go} checks: every way to receive from a closed channel drains it
 * and then reports the end for ever, and every way to send and to close fails.
 */
@Rule({7, 8, 15})
@Timeout(60)
class GoClosedChanTest {

  private static List<Callable<Received<Integer>>> receives(Subject s) {
    ReceiveCase<Integer> receive = s.in.receiveCase();
    return List.of(
        () -> s.in.receiveOrClosed(),
        () -> s.in.tryReceive(),
        () -> {
          assertThat(Select.await(receive)).isSameAs(receive);
          return receive.received();
        },
        () -> {
          assertThat(Select.poll(receive, Channel.<Integer>never().sendCase(1))).isSameAs(receive);
          return receive.received();
        },
        () ->
            Select.<Received<Integer>>of()
                .receive(s.in, Received.Value::new, closed -> closed)
                .run());
  }

  private static List<Callable<?>> sends(Subject s) {
    SendCase<Integer> send = s.out.sendCase(2);
    return List.of(
        () -> {
          s.out.send(2);
          return null;
        },
        () -> s.out.trySend(2),
        () -> Select.await(send),
        () -> Select.poll(send, Channel.<Integer>never().receiveCase()),
        () -> Select.of().send(s.out, 2, () -> "sent").orElse(() -> "default").run(),
        () -> {
          s.out.close();
          return null;
        });
  }

  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void closed_everyOperation_behavesAsOnAClosedChannel(Subject s) throws Exception {
    boolean buffered = s.out.trySend(1);
    s.out.close();
    if (buffered) {
      for (Callable<?> send : sends(s)) {
        assertThatExceptionOfType(ChannelClosedException.class).isThrownBy(send::call);
      }
      assertThat(s.in.receive()).as("what was sent before").isEqualTo(1);
    }
    for (int i = 0; i < 3; i++) {
      for (Callable<Received<Integer>> receive : receives(s)) {
        assertThat(receive.call().isClosed()).isTrue();
      }
      for (Callable<?> send : sends(s)) {
        assertThatExceptionOfType(ChannelClosedException.class).isThrownBy(send::call);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(Subject.BUFFERS)
  void closedWithAValue_everyWayToReceive_takesItFirst(Subject s) throws Exception {
    for (int i = 0; i < receives(s).size(); i++) {
      Subject fresh = s.again();
      assertThat(fresh.out.trySend(7)).isTrue();
      fresh.out.close();
      Callable<Received<Integer>> receive = receives(fresh).get(i);
      assertThat(receive.call()).isEqualTo(new Received.Value<>(7));
      assertThat(receive.call().isClosed()).isTrue();
    }
  }
}
