package io.sluice.simulation;

import java.util.concurrent.Callable;

/** A call in a virtual thread of its own, and what came of it. */
final class Attempt {

  private final Thread thread;
  private String outcome;

  private Attempt(Callable<?> call) {
    thread = Schedules.start(() -> outcome = Schedules.outcomeOf(call));
  }

  /** Starts a call. */
  static Attempt start(Callable<?> call) {
    return new Attempt(call);
  }

  Thread thread() {
    return thread;
  }

  /** Waits for the end; what came of the call then, as {@link Schedules#outcomeOf} tells it. */
  String outcome() throws InterruptedException {
    thread.join();
    return outcome;
  }

  /** Waits for the end; the outcome, and whether an interrupt was not consumed. */
  String outcomeAndStatus() throws InterruptedException {
    return outcome() + (thread.isInterrupted() ? " interrupted" : "");
  }
}
