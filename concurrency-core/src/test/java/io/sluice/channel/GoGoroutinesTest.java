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

/** What Go's {@code test/chan/goroutines.go} checks: a chain of ten thousand threads in a row. */
@Rule(1)
@Timeout(60)
class GoGoroutinesTest {

  private static final int LINKS = 10_000;

  @Test
  void chain_ofManyThreads_passesTheValueThrough() throws InterruptedException {
    Channel<Integer> leftmost = Channel.unbuffered();
    Channel<Integer> left = leftmost;
    List<Outcome<Void>> links = new ArrayList<>();
    for (int i = 0; i < LINKS; i++) {
      Channel<Integer> to = left;
      Channel<Integer> from = Channel.unbuffered();
      links.add(Threads.start(ThreadKind.VIRTUAL, () -> to.send(from.receive() + 1)));
      left = from;
    }
    Channel<Integer> rightmost = left;
    Outcome<Void> source = Threads.start(ThreadKind.VIRTUAL, () -> rightmost.send(0));
    assertThat(leftmost.receive()).isEqualTo(LINKS);
    source.result();
    links.forEach(Outcome::result);
  }
}
