package io.sluice.jcstress;

import java.util.concurrent.Callable;

/**
 * Runs what may wait, in an actor that nobody interrupts: actors cannot throw checked exceptions.
 */
final class Uninterrupted {

  private Uninterrupted() {}

  /** An operation without a result. */
  @FunctionalInterface
  interface Action {
    void run() throws InterruptedException;
  }

  static void run(Action action) {
    try {
      action.run();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this actor", e);
    }
  }

  static <T> T call(Callable<T> operation) {
    try {
      return operation.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("nobody interrupts this actor", e);
    }
  }
}
