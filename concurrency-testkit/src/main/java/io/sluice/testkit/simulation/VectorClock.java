package io.sluice.testkit.simulation;

import java.util.Arrays;

/**
 * How much of each thread's doing happened before a point: component {@code t} is the last tick of
 * thread {@code t} that did.
 */
final class VectorClock {

  private int[] ticks;

  VectorClock() {
    ticks = new int[4];
  }

  private VectorClock(int[] ticks) {
    this.ticks = ticks;
  }

  VectorClock copy() {
    return new VectorClock(ticks.clone());
  }

  int of(int thread) {
    return thread < ticks.length ? ticks[thread] : 0;
  }

  void tick(int thread) {
    grow(thread + 1);
    ticks[thread]++;
  }

  /** From now on all that happened before the other happened before this, too. */
  void join(VectorClock other) {
    int[] theirs = other.ticks;
    grow(theirs.length);
    for (int i = 0; i < theirs.length; i++) {
      if (theirs[i] > ticks[i]) {
        ticks[i] = theirs[i];
      }
    }
  }

  private void grow(int length) {
    if (ticks.length < length) {
      ticks = Arrays.copyOf(ticks, Math.max(length, 2 * ticks.length));
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(ticks);
  }
}
