package io.sluice.jcstress;

import java.util.concurrent.ThreadLocalRandom;

/** Varies the time between two steps of an actor, so that every order of a race is met. */
final class Jitter {

  private static final int MOST_DOUBLINGS = 11;

  private static final int MOST_NANOS = 50_000;

  private Jitter() {}

  static boolean nextBoolean() {
    return ThreadLocalRandom.current().nextBoolean();
  }

  /** Returns a random time, about as long as a thread takes to park. */
  static int nextNanos() {
    return ThreadLocalRandom.current().nextInt(MOST_NANOS);
  }

  /** Spins for a random time, from nothing to some tens of microseconds, the short ones often. */
  static void spin() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = random.nextInt(1 << random.nextInt(MOST_DOUBLINGS)); i > 0; i--) {
      Thread.onSpinWait();
    }
  }
}
