package io.sluice.channel.lincheck;

import java.util.concurrent.Callable;

/**
 * Runs what may wait in two threads, inside of a model-checked scenario. Plain threads and fields,
 * since whatever stands here is explored too; not subclasses of Thread, which Lincheck 3.7 never
 * schedules.
 */
final class Actors {

  private Actors() {}

  /** Returns what became of the two, such as {@code "sent, 1"}, once both have ended. */
  static String outcome(Callable<?> first, Callable<?> second) {
    String[] outcomes = new String[2];
    Thread left = new Thread(() -> outcomes[0] = outcomeOf(first));
    Thread right = new Thread(() -> outcomes[1] = outcomeOf(second));
    left.start();
    right.start();
    try {
      left.join();
      right.join();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the scenario", e);
    }
    return outcomes[0] + ", " + outcomes[1];
  }

  /** The operation's result, or the name of its exception. */
  private static String outcomeOf(Callable<?> operation) {
    try {
      return String.valueOf(operation.call());
    } catch (Exception e) {
      return e.getClass().getSimpleName();
    }
  }

  /** Ends the scenario with a failure unless the outcome is an allowed one. */
  static void expect(String outcome, String... allowed) {
    for (String one : allowed) {
      if (one.equals(outcome)) {
        return;
      }
    }
    throw new AssertionError(outcome);
  }
}
