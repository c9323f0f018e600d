package io.sluice.examples.corpus.trap;

import io.sluice.channel.Channel;
import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import io.sluice.sync.WaitGroup;

/**
 * Two producers, each of which closes the channel when it is done: the second close throws, or the
 * other one's send does. Fixed by one who waits for both and then closes.
 */
final class DoubleClose {

  private DoubleClose() {}

  static void buggy() throws Exception {
    Channel<Integer> results = Channel.buffered(2);
    Body producer =
        () -> {
          results.send(1);
          results.close();
        };
    Threads.start("first", producer);
    Threads.start("second", producer);
    results.forEach(result -> Check.equal(1, result, "result"));
  }

  static void fixed() throws Exception {
    Channel<Integer> results = Channel.buffered(2);
    WaitGroup producers = new WaitGroup();
    producers.go(() -> results.send(1));
    producers.go(() -> results.send(1));
    producers.await();
    results.close();
    results.forEach(result -> Check.equal(1, result, "result"));
  }
}
