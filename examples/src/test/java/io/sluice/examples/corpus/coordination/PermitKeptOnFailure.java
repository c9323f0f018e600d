package io.sluice.examples.corpus.coordination;

import io.sluice.examples.corpus.specimen.Threads;
import java.util.concurrent.Semaphore;

/**
 * A permit is released after the work, and not at all if the work throws: the next one waits for it
 * for ever. Fixed by releasing in a {@code finally} block.
 */
final class PermitKeptOnFailure {

  private final Semaphore permits = new Semaphore(1);

  static void buggy() throws Exception {
    PermitKeptOnFailure program = new PermitKeptOnFailure();
    run(program::use);
  }

  static void fixed() throws Exception {
    PermitKeptOnFailure program = new PermitKeptOnFailure();
    run(program::useAndRelease);
  }

  private static void run(User user) throws InterruptedException {
    Thread first = Threads.start("first", () -> tryUse(user));
    Thread second = Threads.start("second", () -> tryUse(user));
    Threads.join(first, second);
  }

  private static void tryUse(User user) throws InterruptedException {
    try {
      user.use("no number");
      throw new AssertionError("parsed what is no number");
    } catch (NumberFormatException expected) {
      // Reported elsewhere.
    }
  }

  private int use(String text) throws InterruptedException {
    permits.acquire();
    int number = Integer.parseInt(text);
    permits.release();
    return number;
  }

  private int useAndRelease(String text) throws InterruptedException {
    permits.acquire();
    try {
      return Integer.parseInt(text);
    } finally {
      permits.release();
    }
  }

  @FunctionalInterface
  private interface User {
    @SuppressWarnings("UnusedReturnValue") // it is about the one that throws
    int use(String text) throws InterruptedException;
  }
}
