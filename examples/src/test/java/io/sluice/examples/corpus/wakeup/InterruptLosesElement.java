package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A mover takes an order from one queue and is interrupted while it puts it into the next: the
 * order is in neither. Fixed by putting it back.
 */
final class InterruptLosesElement {

  private InterruptLosesElement() {}

  static void buggy() throws Exception {
    run(false);
  }

  static void fixed() throws Exception {
    run(true);
  }

  private static void run(boolean putsBack) throws InterruptedException {
    BlockingQueue<String> received = new ArrayBlockingQueue<>(1);
    BlockingQueue<String> confirmed = new ArrayBlockingQueue<>(1);
    received.put("second order");
    confirmed.put("first order");
    Thread mover = Threads.start("mover", () -> move(received, confirmed, putsBack));
    mover.interrupt();
    mover.join();
    Check.equal(2, received.size() + confirmed.size(), "orders");
  }

  private static void move(BlockingQueue<String> from, BlockingQueue<String> to, boolean putsBack) {
    String order = null;
    try {
      order = from.take();
      to.put(order);
    } catch (InterruptedException stop) {
      if (putsBack && order != null) {
        Check.that(from.offer(order), "nobody else puts orders there");
      }
    }
  }
}
