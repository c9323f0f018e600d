package io.sluice.examples.corpus.coordination;

import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.Phaser;

/**
 * One of two parties leaves after the first phase without deregistering; the other waits for it in
 * the second. Fixed by {@code arriveAndDeregister}.
 */
final class PhaserNotDeregistered {

  private PhaserNotDeregistered() {}

  static void buggy() throws Exception {
    run(false);
  }

  static void fixed() throws Exception {
    run(true);
  }

  private static void run(boolean deregisters) throws InterruptedException {
    Phaser phaser = new Phaser(2);
    Thread patient =
        Threads.start(
            "patient",
            () -> {
              phaser.arriveAndAwaitAdvance();
              phaser.arriveAndAwaitAdvance();
            });
    Thread hasty =
        Threads.start(
            "hasty",
            () -> {
              if (deregisters) {
                phaser.arriveAndDeregister();
              } else {
                phaser.arrive();
              }
            });
    Threads.join(patient, hasty);
  }
}
