package io.sluice.testkit.simulation;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A random walk. A uniform choice at each point would, in code with many points, hardly ever let a
 * thread run for long; so the seed also decides how probable it is that the running thread goes on.
 */
final class RandomChoices implements Choices {

  /** One in so many points changes the thread; 1 stands for a uniform choice. */
  private static final int[] CHANGES_ONE_IN = {1, 1, 3, 8, 24};

  private final long seed;
  private final SplittableRandom random;
  private final int changesOneIn;

  RandomChoices(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.changesOneIn = CHANGES_ONE_IN[random.nextInt(CHANGES_ONE_IN.length)];
  }

  @Override
  public int choose(List<SimulatedThread> candidates, int free) {
    int number = candidates.size();
    if (free == number || changesOneIn == 1) {
      return random.nextInt(number);
    }
    if (random.nextInt(changesOneIn) > 0) {
      return free == 1 ? 0 : random.nextInt(free);
    }
    return free + random.nextInt(number - free);
  }

  @Override
  public String replay() {
    return "random:" + seed;
  }
}
