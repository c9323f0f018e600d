package io.sluice.examples.corpus.leak;

import io.sluice.channel.Channel;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;

/**
 * Workers range over a channel of items; when all items are sent, nobody closes it, and the workers
 * stay. Fixed by closing after the last item.
 */
final class NoCloseRange {

  private NoCloseRange() {}

  static void buggy() throws Exception {
    work(false);
  }

  static void fixed() throws Exception {
    work(true);
  }

  private static void work(boolean closes) throws InterruptedException {
    Channel<Integer> items = Channel.unbuffered();
    for (int worker = 0; worker < 2; worker++) {
      Threads.start(
          "worker " + worker, () -> items.forEach(item -> Check.that(item > 0, "item " + item)));
    }
    for (int item = 1; item <= 3; item++) {
      items.send(item);
    }
    if (closes) {
      items.close();
    }
  }
}
