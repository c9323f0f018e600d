package io.sluice.examples.corpus.trap;

import io.sluice.channel.Channel;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A logger that ranges over the lines it is sent, and a program that ends without telling it so:
 * the consumer is left behind. Fixed by closing the channel and waiting for the consumer.
 */
final class LeakedRangeLoop {

  private LeakedRangeLoop() {}

  static void buggy() throws Exception {
    log(false);
  }

  static void fixed() throws Exception {
    log(true);
  }

  private static void log(boolean closes) throws InterruptedException {
    Channel<String> lines = Channel.buffered(4);
    AtomicInteger written = new AtomicInteger();
    Thread logger = Threads.start("logger", () -> lines.forEach(line -> written.incrementAndGet()));
    lines.send("started");
    lines.send("stopped");
    if (closes) {
      lines.close();
      logger.join();
      Check.equal(2, written.get(), "lines");
    }
  }
}
