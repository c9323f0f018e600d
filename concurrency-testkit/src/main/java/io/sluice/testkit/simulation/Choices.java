package io.sluice.testkit.simulation;

import java.util.List;

/** The decisions of one run: which thread goes on where several could. */
interface Choices {

  /**
   * Chooses among at least two threads.
   *
   * @param candidates in a deterministic order
   * @param free how many of them, the first ones, may be chosen freely, at least one; to choose
   *     another is a preemption
   * @return the index of the chosen
   */
  int choose(List<SimulatedThread> candidates, int free);

  /** What replays these decisions. */
  String replay();
}
