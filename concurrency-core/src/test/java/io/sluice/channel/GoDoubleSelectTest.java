package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Go's {@code test/chan/doubleselect.go} checks: a value that a select offers on several
 * channels is sent on one of them only.
 */
@Rule(18)
@Timeout(60)
class GoDoubleSelectTest {

  private static final int VALUES = 20_000;
  private static final int CHANNELS = 4;

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void values_offeredOnAllChannels_arriveOnce(ThreadKind kind) throws InterruptedException {
    List<Channel<Integer>> channels = new ArrayList<>();
    List<SendCase<Integer>> sends = new ArrayList<>();
    for (int i = 0; i < CHANNELS; i++) {
      channels.add(Channel.unbuffered());
      sends.add(channels.get(i).sendCase(0));
    }
    Outcome<Void> sender =
        Threads.start(
            kind,
            () -> {
              for (int value = 0; value < VALUES; value++) {
                for (SendCase<Integer> send : sends) {
                  send.value(value);
                }
                Select.await(sends);
              }
              channels.forEach(Channel::close);
            });
    Channel<Integer> merged = Channel.unbuffered();
    List<Outcome<Void>> receivers = new ArrayList<>();
    for (Channel<Integer> channel : channels) {
      receivers.add(
          Threads.start(
              kind,
              () -> {
                channel.forEach(merged::send);
                merged.send(-1);
              }));
    }
    BitSet seen = new BitSet();
    for (int ended = 0; ended < CHANNELS; ) {
      int value = merged.receive();
      if (value < 0) {
        ended++;
      } else {
        assertThat(seen.get(value)).as("%s came before", value).isFalse();
        seen.set(value);
      }
    }
    assertThat(seen.cardinality()).isEqualTo(VALUES);
    sender.result();
    receivers.forEach(Outcome::result);
  }
}
