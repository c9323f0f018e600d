package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@code size()} and failed try-operations do promise, since they promise no memory edge: a
 * size that the channel had, and no effect. That the edge is absent cannot be tested.
 */
@Rule(23)
@Timeout(60)
class SizeSnapshotTest {

  private static final int CAPACITY = 4;
  private static final int VALUES = 50_000;

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void size_whileOthersSendAndReceive_isOneThatTheChannelCanHave(ThreadKind kind) {
    Channel<Integer> channel = Channel.buffered(CAPACITY);
    Outcome<Void> sender =
        Threads.start(
            kind,
            () -> {
              for (int i = 0; i < VALUES; i++) {
                channel.send(i);
              }
              channel.close();
            });
    Outcome<Integer> receiver =
        Threads.start(
            kind,
            () -> {
              int received = 0;
              while (channel.receiveOrClosed().isValue()) {
                received++;
              }
              return received;
            });
    while (!receiver.isDone()) {
      assertThat(channel.size()).isBetween(0, CAPACITY);
    }
    sender.result();
    assertThat(receiver.result()).isEqualTo(VALUES);
    assertThat(channel.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Flavour.class)
  void tryOperations_failed_leaveTheChannelAsItWas(Flavour flavour) {
    Channel<Integer> channel = flavour.make();
    assertThat(channel.tryReceive()).isInstanceOf(Received.Empty.class);
    int before = 0;
    while (before < CAPACITY && channel.trySend(before)) {
      before++;
    }
    int size = channel.size();
    assertThat(before == CAPACITY || !channel.trySend(-1)).isTrue();
    assertThat(channel.size()).isEqualTo(size);
  }
}
