package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only a conflated channel does: it keeps the latest value. */
@Timeout(60)
class ConflatedChannelTest {

  private final Channel<Integer> channel = Channel.conflated();

  @Test
  void send_valueNotReceivedYet_replacesIt() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      channel.send(i);
      assertThat(channel.size()).isEqualTo(1);
    }
    assertThat(channel.receive()).isEqualTo(9);
    assertThat(channel.tryReceive()).isInstanceOf(Received.Empty.class);
    assertThat(channel.size()).isZero();
  }

  @Rule(7)
  @Test
  void close_valueNotReceivedYet_isStillReceived() throws InterruptedException {
    channel.send(1);
    channel.send(2);
    channel.close();
    assertThat(channel.receive()).isEqualTo(2);
    assertThat(channel.receiveOrClosed().isClosed()).isTrue();
  }

  @Rule({1, 3})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void send_receiversWait_eachGetsOneAndNoneIsReplaced(ThreadKind kind)
      throws InterruptedException {
    Outcome<Integer> first = Threads.startParked(kind, () -> channel.receive());
    Outcome<Integer> second = Threads.startParked(kind, () -> channel.receive());
    channel.send(1);
    channel.send(2);
    channel.send(3);
    assertThat(first.result()).isEqualTo(1);
    assertThat(second.result()).isEqualTo(2);
    assertThat(channel.receive()).isEqualTo(3);
  }

  @Rule(2)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void receive_fastSender_seesAscendingVersionsAndTheLast(ThreadKind kind) {
    int last = 20_000;
    Outcome<Void> sender =
        Threads.start(
            kind,
            () -> {
              for (int version = 1; version <= last; version++) {
                channel.send(version);
              }
              channel.close();
            });
    List<Integer> seen = channel.stream().toList();
    sender.result();
    assertThat(seen).isSorted().doesNotHaveDuplicates().endsWith(last);
  }
}
