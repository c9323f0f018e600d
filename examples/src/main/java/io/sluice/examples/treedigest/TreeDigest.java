package io.sluice.examples.treedigest;

import io.sluice.channel.Channel;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The command: prints the SHA-256 digests of all files below some directories, see {@link
 * CommandLine#HELP}. Started by the script {@code examples/treedigest}.
 */
public final class TreeDigest {

  private static final int OK = 0;
  private static final int INCOMPLETE = 1;
  private static final int USAGE = 2;
  private static final int INTERNAL_ERROR = 70;
  private static final int TIMED_OUT = 124;
  private static final int INTERRUPTED = 130;
  private static final int READER_GONE = 141;

  /** How long Ctrl-C waits for the end: longer than the pipeline does, so that it can tell. */
  private static final Duration GRACE = Duration.ofSeconds(4);

  private final OutputStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final FileOpener opener;
  private final StopSignal stop;

  TreeDigest(
      OutputStream out, PrintStream err, boolean terminal, FileOpener opener, StopSignal stop) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.opener = opener;
    this.stop = stop;
  }

  /**
   * Runs the command and ends the process.
   *
   * @param args the options and directories
   * @throws InterruptedException never: nobody interrupts the main thread
   */
  public static void main(String[] args) throws InterruptedException {
    StopSignal stop = new StopSignal();
    // Nothing is ever sent on it: closing it tells whoever waits, one or many, at once and for
    // good.
    Channel<Boolean> finished = Channel.unbuffered();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(stop, finished)));

    // System.out would hide that its reader has gone. Java 21 and 22 differ in what they tell about
    // a terminal, so the script tells.
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    boolean terminal = Boolean.getBoolean("treedigest.terminal");
    int code;
    try {
      code = new TreeDigest(out, System.err, terminal, FileOpener.DEFAULT, stop).run(args);
    } finally {
      finished.close();
    }
    System.exit(code);
  }

  /** Ctrl-C: runs while the process ends, which waits for this method and then exits with 130. */
  private static void interrupted(StopSignal stop, Channel<Boolean> finished) {
    stop.stop(new StopReason.Interrupted());
    try {
      finished.tryReceive(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs the command and returns its exit code. All threads that it started have ended then. */
  int run(String... args) throws InterruptedException {
    CommandLine command;
    try {
      command = CommandLine.parse(List.of(args));
    } catch (CommandLine.UsageException e) {
      err.println("treedigest: " + e.getMessage());
      err.println("Try 'treedigest --help'.");
      return USAGE;
    }
    try {
      int code = command.help() ? help() : digest(command);
      out.flush();
      return code;
    } catch (IOException e) {
      return notWritten(e);
    }
  }

  private int help() throws IOException {
    out.write(CommandLine.HELP.getBytes(StandardCharsets.UTF_8));
    return OK;
  }

  private int digest(CommandLine command) throws InterruptedException, IOException {
    Messages messages = new Messages(err, terminal);
    Collector collector = new Collector(messages, stop);
    Pipeline.Remains remains =
        new Pipeline(stop)
            .run(command.directories(), command.workers(), opener, collector, command.limit());
    if (!stop.isDone()) {
      try {
        collector.print(out);
      } catch (InterruptedException e) {
        out.flush();
      }
    }
    if (stop.isDone()) {
      return stopped(messages, collector.tally(), remains);
    }
    if (terminal) {
      messages.say(collector.tally().toString());
    }
    return collector.tally().complete() ? OK : INCOMPLETE;
  }

  private int stopped(Messages messages, Tally tally, Pipeline.Remains remains) {
    String progress = " after " + tally + "; " + remains.waiting() + " more were waiting";
    if (remains.stuck() > 0) {
      progress += "; " + remains.stuck() + " threads hang in the operating system";
    }
    return switch (stop.reason()) {
      case StopReason.TimeLimit(Duration limit) -> {
        messages.say("time limit of " + limit.toMillis() + " ms passed" + progress);
        yield TIMED_OUT;
      }
      case StopReason.Interrupted() -> {
        messages.say("interrupted" + progress);
        yield INTERRUPTED;
      }
      case StopReason.Failed(Throwable failure) -> {
        messages.say("internal error" + progress);
        failure.printStackTrace(err);
        yield INTERNAL_ERROR;
      }
    };
  }

  private int notWritten(IOException cause) {
    if ("Broken pipe".equals(cause.getMessage())) {
      return READER_GONE; // as "| head" does, when it has seen enough: nothing to complain about
    }
    err.println("treedigest: cannot write the output: " + cause.getMessage());
    return INCOMPLETE;
  }
}
