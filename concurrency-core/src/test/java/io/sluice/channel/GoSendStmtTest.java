package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What Go's {@code test/chan/sendstmt.go} checks: the value sent is the whole expression, be it an
 * operation on another channel or a comparison.
 */
@Rule(14)
@Timeout(60)
class GoSendStmtTest {

  @Test
  void send_ofAChannel_passesTheChannelItself() throws InterruptedException {
    Channel<Channel<Integer>> channels = Channel.buffered(1);
    Channel<Integer> numbers = Channel.buffered(1);
    channels.send(numbers);
    channels.receive().send(123);
    assertThat(numbers.receive()).isEqualTo(123);
  }

  @Test
  void send_ofAnExpression_passesItsResult() throws InterruptedException {
    Channel<Boolean> channel = Channel.buffered(2);
    int one = 1;
    channel.send(one == 1 || one < 0);
    SendCase<Boolean> send = channel.sendCase(one < 0);
    assertThat(Select.await(send)).isSameAs(send);
    assertThat(channel.receive()).isTrue();
    assertThat(channel.receive()).isFalse();
  }
}
