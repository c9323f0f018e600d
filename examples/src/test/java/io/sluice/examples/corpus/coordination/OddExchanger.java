package io.sluice.examples.corpus.coordination;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Three threads exchange in pairs: the third has no partner, and waits for one for ever. Fixed by a
 * limit to its patience.
 */
final class OddExchanger {

  private static final int PLAYERS = 3;

  private OddExchanger() {}

  static void buggy() throws Exception {
    Exchanger<String> exchanger = new Exchanger<>();
    run(() -> Check.equal("card", exchanger.exchange("card"), "card"));
  }

  static void fixed() throws Exception {
    Exchanger<String> exchanger = new Exchanger<>();
    run(
        () -> {
          try {
            Check.equal("card", exchanger.exchange("card", 1, TimeUnit.MILLISECONDS), "card");
          } catch (TimeoutException alone) {
            // Keeps its card.
          }
        });
  }

  private static void run(Body exchange) throws InterruptedException {
    Thread[] players = new Thread[PLAYERS];
    for (int i = 0; i < PLAYERS; i++) {
      players[i] = Threads.start("player " + i, exchange);
    }
    Threads.join(players);
  }
}
