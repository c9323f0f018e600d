package io.sluice.examples.corpus.trap;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.List;

/**
 * The receiver has seen enough and closes the channel, which is the sender's to close: the sender
 * throws in the middle of its work. Fixed by a context through which the receiver tells the sender,
 * who closes.
 */
final class ClosedByReceiver {

  private ClosedByReceiver() {}

  static void buggy() throws Exception {
    Channel<Integer> primes = Channel.unbuffered();
    Threads.start(
        "sender",
        () -> {
          for (int prime : List.of(2, 3, 5)) {
            primes.send(prime);
          }
        });
    Check.equal(2, primes.receive(), "prime");
    primes.close();
  }

  static void fixed() throws Exception {
    Channel<Integer> primes = Channel.unbuffered();
    try (CancellableContext enough = Context.background().withCancel()) {
      Threads.start(
          "sender",
          () -> {
            try {
              for (int prime : List.of(2, 3, 5)) {
                primes.send(enough, prime);
              }
            } catch (CancelledException cancelled) {
              primes.close();
            }
          });
      Check.equal(2, primes.receive(), "prime");
    }
    primes.forEach(prime -> Check.that(prime < 5, "sent after the end: " + prime));
  }
}
