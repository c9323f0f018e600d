package io.sluice.examples.corpus.trap;

import io.sluice.channel.Channel;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Of several producers the last one to leave closes the channel; one that finds nothing to do
 * returns early without having left, and the channel is never closed. Fixed by leaving in a {@code
 * finally} block.
 */
final class ForgetfulProducer {

  private final Channel<String> lines = Channel.unbuffered();
  private final AtomicInteger producing = new AtomicInteger(2);

  static void buggy() throws Exception {
    ForgetfulProducer program = new ForgetfulProducer();
    program.run(program::produceForgetfully);
  }

  static void fixed() throws Exception {
    ForgetfulProducer program = new ForgetfulProducer();
    program.run(program::produce);
  }

  private void run(Producer producer) throws InterruptedException {
    Threads.start("full", () -> producer.produce(List.of("one", "two")));
    Threads.start("empty", () -> producer.produce(List.of()));
    AtomicInteger count = new AtomicInteger();
    lines.forEach(line -> count.incrementAndGet());
    Check.equal(2, count.get(), "lines");
  }

  private void produceForgetfully(List<String> file) throws InterruptedException {
    if (file.isEmpty()) {
      return;
    }
    for (String line : file) {
      lines.send(line);
    }
    leave();
  }

  private void produce(List<String> file) throws InterruptedException {
    try {
      for (String line : file) {
        lines.send(line);
      }
    } finally {
      leave();
    }
  }

  private void leave() {
    if (producing.decrementAndGet() == 0) {
      lines.close();
    }
  }

  @FunctionalInterface
  private interface Producer {
    void produce(List<String> file) throws InterruptedException;
  }
}
