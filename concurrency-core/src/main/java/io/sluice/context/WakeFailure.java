package io.sluice.context;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes wrong while somebody is woken. Whoever wakes, a canceller or the timer or somebody who
 * merely asked for the state, has neither caused it nor can do anything about it.
 */
final class WakeFailure {

  private static final Logger LOG = LoggerFactory.getLogger(Context.class);

  private WakeFailure() {}

  /** Tells the log, in a thread of its own: a log may block, or fail. */
  static void report(Throwable failure) {
    try {
      Thread.ofVirtual()
          .name("context-wake-failure")
          .start(() -> LOG.error("Waking an observer of a context failed", failure));
    } catch (OutOfMemoryError e) {
      // There is not even the memory to tell. The others are woken all the same.
    }
  }
}
