package io.sluice.examples.corpus.coordination;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A barrier counts the coordinator among its parties, who joins the workers instead of coming to
 * the barrier. Fixed by a barrier for the workers alone.
 */
final class WrongPartyCount {

  private static final int WORKERS = 2;

  private WrongPartyCount() {}

  static void buggy() throws Exception {
    run(WORKERS + 1);
  }

  static void fixed() throws Exception {
    run(WORKERS);
  }

  private static void run(int parties) throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    CyclicBarrier barrier = new CyclicBarrier(parties, rounds::incrementAndGet);
    Thread[] workers = new Thread[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
      workers[i] = Threads.start("worker " + i, barrier::await);
    }
    Threads.join(workers);
    Check.equal(1, rounds.get(), "rounds");
  }
}
