package io.sluice.testkit.simulation;

import java.util.List;

/** The decisions of one run: which thread goes on where several could. */
interface Choices {

  /**
   * Chooses among at least two threads.
   *
   * @param candidates in a deterministic order; the running thread, if it could go on, first
   * @param continuing whether that is so: to choose another is then a preemption
   * @return the index of the chosen
   */
  int choose(List<SimulatedThread> candidates, boolean continuing);

  /** What replays these decisions. */
  String replay();
}
