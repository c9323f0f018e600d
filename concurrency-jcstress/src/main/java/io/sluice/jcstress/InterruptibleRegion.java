package io.sluice.jcstress;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The part of an actor that the other actor may interrupt. The interrupt arrives in it or not at
 * all: a late one would hit the next sample, which the same thread runs.
 *
 * <pre>
 *   OUTSIDE ──enter──▶ INSIDE ──leave──▶ OVER
 *                        │
 *                        └──interrupt──▶ INTERRUPTING ──▶ INTERRUPTED ──leave──▶ (kept)
 * </pre>
 */
final class InterruptibleRegion {

  private enum Phase {
    OUTSIDE,
    INSIDE,
    INTERRUPTING,
    INTERRUPTED,
    OVER
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OUTSIDE);

  /** Written before the phase becomes INSIDE, read after. */
  private Thread owner;

  void enter() {
    owner = Thread.currentThread();
    phase.set(Phase.INSIDE);
  }

  /** Waits until the owner has entered, and interrupts it unless it has left. */
  void interrupt() {
    while (phase.get() == Phase.OUTSIDE) {
      Thread.onSpinWait();
    }
    if (phase.compareAndSet(Phase.INSIDE, Phase.INTERRUPTING)) {
      owner.interrupt();
      phase.set(Phase.INTERRUPTED);
    }
  }

  /** Owner: returns whether the interrupt status was set, and clears it. */
  boolean leave() {
    if (!phase.compareAndSet(Phase.INSIDE, Phase.OVER)) {
      while (phase.get() != Phase.INTERRUPTED) {
        Thread.onSpinWait();
      }
    }
    return Thread.interrupted();
  }
}
