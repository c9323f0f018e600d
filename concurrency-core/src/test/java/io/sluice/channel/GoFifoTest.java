package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Go's {@code test/chan/fifo.go} checks: values leave in the order in which they came. */
@Rule({2, 3})
@Timeout(60)
class GoFifoTest {

  private static final int VALUES = 10;

  @Test
  void buffered_filledAndDrained_keepsTheOrder() throws InterruptedException {
    Channel<Integer> channel = Channel.buffered(VALUES);
    for (int i = 0; i < VALUES; i++) {
      channel.send(i);
    }
    for (int i = 0; i < VALUES; i++) {
      assertThat(channel.receive()).isEqualTo(i);
    }
  }

  /** A chain of threads, each of which receives only when the one before it has done so. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void unbuffered_receiversTakeTurns_eachGetsItsOwn(ThreadKind kind) throws InterruptedException {
    Channel<Integer> channel = Channel.unbuffered();
    List<Outcome<Void>> links = new ArrayList<>();
    Channel<Integer> before = Channel.unbuffered();
    Channel<Integer> first = before;
    for (int i = 0; i < VALUES; i++) {
      int expected = i;
      Channel<Integer> in = before;
      Channel<Integer> out = Channel.unbuffered();
      links.add(
          Threads.start(
              kind,
              () -> {
                in.receive();
                assertThat(channel.receive()).isEqualTo(expected);
                out.send(1);
              }));
      before = out;
    }
    first.send(0);
    for (int i = 0; i < VALUES; i++) {
      channel.send(i);
    }
    before.receive();
    links.forEach(Outcome::result);
  }
}
