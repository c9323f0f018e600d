package io.sluice.context;

import io.sluice.channel.Channel;
import java.time.Duration;

/** What {@link ShutdownContextTest} starts and stops. */
final class ShutdownProgram {

  static final String WAITING = "waiting";
  static final String CLEANING_UP = "cleaning up";
  static final String CLEANED_UP = "cleaned up";
  static final String CLOSED = "closed";

  static final int EXIT_CODE = 7;

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(200);

  /** How it behaves. */
  enum Behaviour {
    /** Waits until it is stopped, and then cleans up. */
    CLEAN_UP,
    /** Is told to stop, and works on. */
    WORK_ON,
    /** Is told to stop and works on, and gets no time for it. */
    WORK_ON_WITHOUT_GRACE,
    /** Closes the context and goes on until its input ends. */
    CLOSE_AND_WAIT,
    /** Closes the context and ends. */
    CLOSE_AND_END,
    /** Exits by itself, from the thread that would close the context. */
    EXIT_INSIDE,
    /** Asks for a context when the shutdown has begun. */
    ASK_TOO_LATE
  }

  private ShutdownProgram() {}

  public static void main(String[] arguments) throws Exception {
    switch (Behaviour.valueOf(arguments[0])) {
      case CLEAN_UP -> cleanUp();
      case WORK_ON -> workOn(SHORT);
      case WORK_ON_WITHOUT_GRACE -> workOn(Duration.ZERO);
      case CLOSE_AND_WAIT -> {
        Context.untilShutdown(LONG).close();
        print(WAITING);
        print("input ended with " + System.in.read());
      }
      case CLOSE_AND_END -> {
        Context.untilShutdown(LONG).close();
        print(CLOSED);
      }
      case EXIT_INSIDE -> {
        try (CancellableContext context = Context.untilShutdown(SHORT)) {
          print("active: " + !context.isDone());
          System.exit(EXIT_CODE);
        }
      }
      case ASK_TOO_LATE -> {
        Runtime.getRuntime().addShutdownHook(new Thread(ShutdownProgram::askTooLate));
        System.exit(EXIT_CODE);
      }
    }
  }

  private static void cleanUp() throws InterruptedException {
    try (CancellableContext context = Context.untilShutdown(LONG)) {
      print(WAITING);
      try {
        Channel.<String>never().receive(context);
      } catch (CancelledException e) {
        print(CLEANING_UP + ": " + e.getCause().getMessage());
      }
      // Time enough for a JVM that does not wait to end.
      Thread.sleep(300);
      print(CLEANED_UP);
    }
  }

  private static void workOn(Duration grace) throws InterruptedException {
    try (CancellableContext context = Context.untilShutdown(grace)) {
      print(WAITING);
      context.done().receiveOrClosed();
      print(CLEANING_UP);
      Channel.<String>never().receive();
    }
  }

  private static void askTooLate() {
    try (CancellableContext context = Context.untilShutdown(LONG)) {
      print("done from the beginning: " + context.isDone());
    }
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
