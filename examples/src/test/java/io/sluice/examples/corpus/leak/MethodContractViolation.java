package io.sluice.examples.corpus.leak;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * A worker that must be stopped by who started it, and a caller that does not: the worker's thread
 * waits for the next item or the stop for ever. Fixed by {@code stop()} in a {@code finally} block.
 */
final class MethodContractViolation {

  private MethodContractViolation() {}

  static void buggy() throws Exception {
    Worker worker = new Worker();
    worker.start();
    worker.add("item");
  }

  static void fixed() throws Exception {
    Worker worker = new Worker();
    worker.start();
    try {
      worker.add("item");
    } finally {
      worker.stop();
    }
  }

  /** Works in the background between {@code start()} and {@code stop()}. */
  private static final class Worker {

    private final Channel<String> items = Channel.unbuffered();
    private final Channel<String> stop = Channel.unbuffered();

    void start() {
      Threads.start(
          "worker",
          () -> {
            ReceiveCase<String> item = items.receiveCase();
            ReceiveCase<String> stopped = stop.receiveCase();
            while (Select.await(item, stopped) != stopped) {
              Check.equal("item", item.value(), "item");
            }
          });
    }

    void add(String item) throws InterruptedException {
      items.send(item);
    }

    void stop() {
      stop.close();
    }
  }
}
