package io.sluice.testkit.simulation;

import org.jspecify.annotations.Nullable;

/** The platform thread on which all virtual threads of an exploration run, one at a time. */
final class Carrier extends Thread {

  /** The run that goes on; written by this thread, also read by its own code through the hooks. */
  private @Nullable Run run;

  Carrier(Runnable exploration) {
    super(null, exploration, "simulation", 0, false);
    setDaemon(true);
  }

  @Nullable Run current() {
    return run;
  }

  void begin(@Nullable Run next) {
    run = next;
  }
}
