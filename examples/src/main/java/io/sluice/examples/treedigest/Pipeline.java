package io.sluice.examples.treedigest;

import io.sluice.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the channels, starts the stages and waits for their end. The calling thread is the last
 * stage; all others are virtual threads, and have ended when {@link #run} returns, however it does.
 */
final class Pipeline {

  /**
   * How far the walker may run ahead: enough that no digester waits while a directory is listed.
   */
  private static final int FILES_AHEAD = 256;

  /** How long a stopped stage may take to end: it may be in a system call that we cannot end. */
  private static final Duration GRACE = Duration.ofSeconds(2);

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
   * What a stopped pipeline leaves behind; nothing, if it was not stopped.
   *
   * @param waiting how many files were found, but not yet taken by a digester
   * @param stuck how many stages hang in the operating system, for example on a disk that has gone
   */
  record Remains(int waiting, int stuck) {}

  /**
   * Runs the work to its end, or until it is stopped.
   *
   * @param limit when to give up, or null for never
   */
  Remains run(
      List<TreePath> roots, int workers, FileOpener opener, Collector collector, Duration limit)
      throws InterruptedException {
    AtomicInteger running = new AtomicInteger(1 + workers);
    // Every stage is handed the side of a channel that it uses, and cannot use the other.
    Walker walker = new Walker(roots, files.asSend(), reports.asSend(), stop);
    start("walker", walker::run, running);
    for (int i = 1; i <= workers; i++) {
      Digester digester = new Digester(files.asReceive(), reports.asSend(), opener, stop);
      start("digester " + i, digester::run, running);
    }
    try {
      collector.collect(reports.asReceive(), limit);
    } catch (Throwable end) {
      // Nobody may be left waiting for a receiver that has gone.
      end(end);
    }
    int stuck = join();
    // Closes the channel unless the walker did, and takes out what nobody will receive any more.
    return new Remains(files.closeAndDrain().size(), stuck);
  }

  @FunctionalInterface
  private interface Stage {
    void run() throws InterruptedException;
  }

  private void start(String name, Stage stage, AtomicInteger running) {
    Runnable body =
        () -> {
          try {
            stage.run();
          } catch (Throwable end) {
            end(end);
          } finally {
            // The reports have many senders, and a channel is closed once: by the last one out.
            if (running.decrementAndGet() == 0) {
              reports.close();
            }
          }
        };
    stages.add(Thread.ofVirtual().name(name).start(body));
  }

  /**
   * A stage has ended before its time. Either the signal was given, which is how a stage is meant
   * to be stopped: then that reason stands. Or it has failed: the others would wait for it for
   * ever.
   */
  private void end(Throwable end) {
    stop.stop(new StopReason.Failed(end));
  }

  /** Waits for all stages, but not for ever. Returns how many have not ended. */
  private int join() throws InterruptedException {
    int stuck = 0;
    for (Thread stage : stages) {
      stuck += stage.join(stuck == 0 ? GRACE : Duration.ofNanos(1)) ? 0 : 1;
    }
    return stuck;
  }
}
