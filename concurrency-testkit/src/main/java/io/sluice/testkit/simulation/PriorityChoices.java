package io.sluice.testkit.simulation;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Probabilistic concurrency testing: each thread has a random priority, the highest runs, and at
 * {@code d - 1} random points among {@code k} the running thread's falls below all others. A thread
 * that has given way by itself is passed over, lest one that spins starve what it waits for.
 */
final class PriorityChoices implements Choices {

  /** How many ordered steps a bug may need: three find nearly all known ones. */
  private static final int DEPTH = 3;

  private static final long RANGE = 1L << 40;

  private final long seed;
  private final int points;
  private final SplittableRandom random;
  private final int[] changes = new int[DEPTH - 1];
  private int point;
  private long lowest;

  /** Chooses for programs with about as many points as given. */
  PriorityChoices(long seed, int points) {
    this.seed = seed;
    this.points = Math.max(1, points);
    this.random = new SplittableRandom(seed);
    for (int i = 0; i < changes.length; i++) {
      changes[i] = random.nextInt(this.points);
    }
  }

  @Override
  public int choose(List<SimulatedThread> candidates, int free) {
    int highest = highest(candidates);
    for (int change : changes) {
      if (change == point) {
        candidates.get(highest).priority = --lowest;
        highest = highest(candidates);
      }
    }
    point++;
    return highest;
  }

  private int highest(List<SimulatedThread> candidates) {
    int highest = 0;
    for (int i = 0; i < candidates.size(); i++) {
      SimulatedThread candidate = candidates.get(i);
      if (candidate.priority == 0) {
        candidate.priority = 1 + random.nextLong(RANGE);
      }
      if (!candidate.yielded && candidate.priority > candidates.get(highest).priority) {
        highest = i;
      }
    }
    return highest;
  }

  @Override
  public String replay() {
    return "pct:" + seed + ":" + points;
  }
}
