package io.sluice.examples.treedigest;

import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.context.DeadlineExceededException;
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

  TreeDigest(OutputStream out, PrintStream err, boolean terminal, FileOpener opener) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.opener = opener;
  }

  /**
   * Runs the command and ends the process.
   *
   * @param args the options and directories
   * @throws InterruptedException never: nobody interrupts the main thread
   */
  public static void main(String[] args) throws InterruptedException {
    // System.out would hide that its reader has gone. Java 21 and 22 differ in what they tell about
    // a terminal, so the script tells.
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    boolean terminal = Boolean.getBoolean("treedigest.terminal");
    int code;
    // Ctrl-C ends this context; the process then waits until it is closed, and exits with 130.
    try (CancellableContext running = Context.untilShutdown(GRACE)) {
      code = new TreeDigest(out, System.err, terminal, FileOpener.DEFAULT).run(running, args);
    }
    System.exit(code);
  }

  /**
   * Runs the command and returns its exit code. All threads that it started have ended then, but
   * for those that hang in the operating system.
   */
  int run(Context context, String... args) throws InterruptedException {
    CommandLine command;
    try {
      command = CommandLine.parse(List.of(args));
    } catch (CommandLine.UsageException e) {
      err.println("treedigest: " + e.getMessage());
      err.println("Try 'treedigest --help'.");
      return USAGE;
    }
    try {
      int code = command.help() ? help() : digest(context, command);
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

  private int digest(Context context, CommandLine command)
      throws InterruptedException, IOException {
    Messages messages = new Messages(err, terminal);
    Collector collector = new Collector(messages);
    Pipeline.End end = new Pipeline(command, opener).run(context, collector);
    Throwable stop = end.stop();
    if (stop == null) {
      try {
        collector.print(context, out);
      } catch (CancelledException e) {
        out.flush();
        stop = e;
      }
    }
    String progress = collector.tally().toString();
    if (stop == null) {
      if (terminal) {
        messages.say(progress);
      }
      return collector.tally().complete() ? OK : INCOMPLETE;
    }
    progress = " after " + progress + "; " + end.waiting() + " more were waiting";
    if (end.hanging()) {
      progress += "; some threads hang in the operating system";
    }
    return switch (stop) {
      case DeadlineExceededException e -> {
        messages.say("time limit of " + command.limit().toMillis() + " ms passed" + progress);
        yield TIMED_OUT;
      }
      case CancelledException e -> {
        messages.say("interrupted" + progress);
        yield INTERRUPTED;
      }
      default -> {
        messages.say("internal error" + progress);
        stop.printStackTrace(err);
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
