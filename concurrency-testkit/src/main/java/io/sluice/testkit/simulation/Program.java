package io.sluice.testkit.simulation;

/**
 * What is run under simulation, once for each schedule: plain code, as the simulation's first
 * virtual thread. It begins from scratch each time: what one schedule leaves behind in variables of
 * others would make the next a different program.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Program {

  /**
   * Runs the program.
   *
   * @throws Throwable to fail the schedule
   */
  void run() throws Throwable;
}
