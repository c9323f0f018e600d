package io.sluice.channel;

import org.jspecify.annotations.Nullable;

/** The checks that precede every operation that may wait. */
final class Interruption {

  private Interruption() {}

  /**
   * Ends the call if its signal is done (rule 26) or its thread is interrupted, even if the channel
   * is ready: a loop that never has to wait can be stopped too.
   */
  static void check(@Nullable CancelSignal signal) throws InterruptedException {
    if (signal != null && signal.isDone()) {
      throw signal.cancellation();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
