package io.sluice.examples.corpus.study;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A select between "stop" and "there is work" chooses at random when both are ready, so that work
 * is begun after the stop. Fixed by a choice in order: stop first.
 */
final class SelectMissesStop {

  private SelectMissesStop() {}

  static void buggy() throws Exception {
    run(false);
  }

  static void fixed() throws Exception {
    run(true);
  }

  private static void run(boolean stopFirst) throws InterruptedException {
    Channel<String> stop = Channel.unbuffered();
    Channel<String> jobs = Channel.buffered(4);
    for (int job = 0; job < 4; job++) {
      jobs.send("job");
    }
    AtomicBoolean stopped = new AtomicBoolean();
    Thread worker = Threads.start("worker", () -> work(stop, jobs, stopped, stopFirst));
    stop.close();
    stopped.set(true);
    worker.join();
  }

  private static void work(
      Channel<String> stop, Channel<String> jobs, AtomicBoolean stopped, boolean stopFirst)
      throws InterruptedException {
    ReceiveCase<String> stopCase = stop.receiveCase();
    ReceiveCase<String> jobCase = jobs.receiveCase();
    while (true) {
      boolean knewOfStop = stopped.get();
      SelectCase<?> chosen =
          stopFirst ? Select.awaitBiased(stopCase, jobCase) : Select.await(stopCase, jobCase);
      if (chosen == stopCase) {
        return;
      }
      Check.that(!knewOfStop, "works after the stop");
    }
  }
}
