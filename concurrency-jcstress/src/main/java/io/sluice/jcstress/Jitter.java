package io.sluice.jcstress;

import java.util.concurrent.ThreadLocalRandom;

/** Varies the time between two steps of an actor, so that every order of a race is met. */
final class Jitter {

  private static final int MOST_DOUBLINGS = 11;

  private Jitter() {}

  /** Spins for a random time, from nothing to some tens of microseconds, the short ones often. */
  static void spin() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = random.nextInt(1 << random.nextInt(MOST_DOUBLINGS)); i > 0; i--) {
      Thread.onSpinWait();
    }
  }
}
