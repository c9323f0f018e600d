/**
 * The library under the testkit's simulation: the small core of each primitive in all its
 * schedules, and whole programs in many, with faults and a look for data races.
 *
 * <p>Classes named {@code *SimulationTest} run in a JVM of their own, with the testkit's agent.
 */
package io.sluice.simulation;
