package io.sluice.testkit.simulation;

/**
 * How the next thread to run is chosen.
 *
 * @since 0.1.0
 */
public enum Strategy {
  /**
   * A random walk. Each seed is one schedule; from seed to seed it also varies how long a thread
   * tends to run before another takes over.
   */
  RANDOM,

  /**
   * Random priorities, and few random points where the running thread loses its priority: finds a
   * bug that needs {@code d} ordered steps with a probability that has a lower bound, even among
   * many threads.
   *
   * @see <a href="https://doi.org/10.1145/1736020.1736040">Burckhardt et al.: A Randomized
   *     Scheduler with Probabilistic Guarantees of Finding Bugs</a>
   */
  PCT,

  /**
   * All schedules with at most a given {@linkplain Options#preemptions number of preemptions}, one
   * after the other: proves small programs.
   *
   * @see <a href="https://doi.org/10.1145/1250734.1250785">Musuvathi, Qadeer: Iterative Context
   *     Bounding for Systematic Testing of Multithreaded Programs</a>
   */
  EXHAUSTIVE
}
