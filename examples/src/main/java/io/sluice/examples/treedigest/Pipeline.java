package io.sluice.examples.treedigest;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.scope.Options;
import io.sluice.scope.Scope;
import java.time.Duration;
import java.util.concurrent.FutureTask;

/**
 * Makes the channels and runs the stages: the calling thread is the last one, the others are the
 * tasks of a scope.
 */
final class Pipeline {

  /**
   * How far the walker may run ahead: enough that no digester waits while a directory is listed.
   */
  private static final int FILES_AHEAD = 256;

  /** How long a stopped stage may take to end: it may be in a system call that we cannot end. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final CommandLine command;
  private final FileOpener opener;

  // Buffered: a send waits only while the buffer is full.
  private final Channel<TreePath> files = Channel.buffered(FILES_AHEAD);

  private final Channel<ReceiveChannel<Report>> opened = Channel.buffered(1);

  Pipeline(CommandLine command, FileOpener opener) {
    this.command = command;
    this.opener = opener;
  }

  /**
   * How a pipeline ended.
   *
   * @param stop what stopped it before all was done, or null
   * @param waiting how many files were found, but not yet taken by a digester
   * @param hanging whether a stage hangs in the operating system, on a disk that has gone perhaps
   */
  record End(Throwable stop, int waiting, boolean hanging) {}

  /** Runs the work until it is done, has failed, or the context or the time limit stops it. */
  End run(Context context, Collector collector) throws InterruptedException {
    Duration limit = command.limit();
    CancellableContext limited = limit == null ? context.withCancel() : context.withTimeout(limit);
    // A scope waits for all its tasks, however long they hang. So this thread, which must not, lets
    // another one wait. Why the scope ends it learns from the reports, which are closed for it.
    Thread stages =
        Thread.ofVirtual()
            .start(
                new FutureTask<>(
                    () ->
                        Scope.run(
                            limited, Options.defaults().name("treedigest"), this::startStages)));
    Throwable stop;
    try (limited) {
      stop = collector.collect(limited, opened.receive(limited));
    } catch (Throwable failure) {
      stop = failure;
    }
    boolean hanging = !stages.join(GRACE);
    // Closes the channel unless the walker did, and takes out what nobody will receive any more.
    return new End(stop, files.closeAndDrain().size(), hanging);
  }

  private Void startStages(Scope scope) throws InterruptedException {
    // Unbuffered: a send waits for its receiver, so that no digested file is left unreported. It
    // has many senders; the scope closes it when the last of them has ended, or the first failed.
    Channel<Report> reports = scope.channel(0);
    opened.send(reports.asReceive());
    // Every stage is handed the side of a channel that it uses, and cannot use the other.
    Walker walker = new Walker(command.directories(), files.asSend(), reports.asSend());
    scope.go("walker", walker::run);
    for (int i = 1; i <= command.workers(); i++) {
      Digester digester = new Digester(files.asReceive(), reports.asSend(), opener);
      scope.go("digester " + i, digester::run);
    }
    return null;
  }
}
