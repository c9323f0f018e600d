package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A worker takes the interrupt that should end it for one more hindrance, and waits for the next
 * job. Fixed by ending.
 */
final class InterruptSwallowed {

  private InterruptSwallowed() {}

  static void buggy() throws Exception {
    run(false);
  }

  static void fixed() throws Exception {
    run(true);
  }

  private static void run(boolean ends) throws InterruptedException {
    BlockingQueue<String> jobs = new LinkedBlockingQueue<>();
    Thread worker = Threads.start("worker", () -> work(jobs, ends));
    jobs.put("job");
    worker.interrupt();
    worker.join();
  }

  private static void work(BlockingQueue<String> jobs, boolean ends) {
    while (true) {
      try {
        Check.equal("job", jobs.take(), "job");
      } catch (InterruptedException stop) {
        if (ends) {
          return;
        }
      }
    }
  }
}
