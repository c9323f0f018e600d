package io.sluice.examples.corpus.trap;

import io.sluice.channel.Channel;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A sender that forgets to close, and a {@code for range} over its channel that therefore never
 * ends. The root waits for a fourth number for ever. Fixed by closing after the last value.
 */
final class ForgottenClose {

  private ForgottenClose() {}

  static void buggy() throws Exception {
    sum(false);
  }

  static void fixed() throws Exception {
    sum(true);
  }

  private static void sum(boolean closes) throws InterruptedException {
    Channel<Integer> numbers = Channel.unbuffered();
    Thread sender =
        Threads.start(
            "sender",
            () -> {
              for (int number = 1; number <= 3; number++) {
                numbers.send(number);
              }
              if (closes) {
                numbers.close();
              }
            });
    AtomicInteger sum = new AtomicInteger();
    numbers.forEach(sum::addAndGet);
    sender.join();
    Check.equal(6, sum.get(), "sum");
  }
}
