package io.sluice.examples.treedigest;

import io.sluice.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the channels, starts the stages and waits for their end. The calling thread is the last
 * stage; all others are virtual threads, and have ended when {@link #run} returns, however it does.
 */
final class Pipeline {

  /**
   * How far the walker may run ahead: enough that no digester waits while a directory is listed.
   */
  private static final int FILES_AHEAD = 256;

  private final StopSignal stop;
  private final List<Thread> stages = new ArrayList<>();

  // Buffered: a send waits only while the buffer is full.
  private final Channel<TreePath> files = Channel.buffered(FILES_AHEAD);

  // Unbuffered: a send waits for its receiver, so that no digested file is left unreported.
  private final Channel<Report> reports = Channel.unbuffered();

  Pipeline(StopSignal stop) {
    this.stop = stop;
  }

  /**
   * Runs the work to its end, or until it is stopped.
   *
   * @param limit when to give up, or null for never
   * @return how many files had been found and were waiting for a digester; 0 unless stopped
   */
  int run(List<TreePath> roots, int workers, FileOpener opener, Collector collector, Duration limit)
      throws InterruptedException {
    // Every stage is handed the side of a channel that it uses, and cannot use the other.
    Walker walker = new Walker(roots, files.asSend(), reports.asSend(), stop);
    start("walker", walker::run);
    for (int i = 1; i <= workers; i++) {
      Digester digester = new Digester(files.asReceive(), reports.asSend(), opener, stop);
      start("digester " + i, digester::run);
    }
    // The reports have many senders. Who closes? Somebody who knows that all of them have ended.
    Thread closer = Thread.ofVirtual().name("closer").start(this::closeReports);
    try {
      collector.collect(reports.asReceive(), limit);
    } catch (InterruptedException e) {
      if (stop.stop(new StopReason.Interrupted())) {
        throw e; // not the signal: somebody has interrupted this thread
      }
    } catch (Throwable failure) {
      // Nobody may be left waiting for a receiver that has gone.
      stop.stop(new StopReason.Failed(failure));
    } finally {
      joinUninterruptibly(closer);
    }
    // Closes the channel unless the walker did, and takes out what nobody will receive any more.
    return files.closeAndDrain().size();
  }

  @FunctionalInterface
  private interface Stage {
    void run() throws InterruptedException;
  }

  private void start(String name, Stage stage) {
    Runnable body =
        () -> {
          try {
            stage.run();
          } catch (Throwable end) {
            // Either the signal was given, which is how a stage is meant to be stopped: then that
            // reason stands. Or the stage has failed: without it the others would wait for ever.
            stop.stop(new StopReason.Failed(end));
          }
        };
    stages.add(Thread.ofVirtual().name(name).start(body));
  }

  private void closeReports() {
    stages.forEach(Pipeline::joinUninterruptibly);
    reports.close();
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
