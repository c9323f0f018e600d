/**
 * Schedules of one's own for unmodified code on virtual threads: explored, replayed, in virtual
 * time.
 *
 * <p>Start with {@link io.sluice.testkit.simulation.Simulation}, or with {@link
 * io.sluice.testkit.simulation.ScheduleTest} in a test class. To see how it works, read {@code
 * Run}, then {@code Explorer}.
 *
 * <table>
 * <caption>Map of the package: types, responsibilities, and the tests to run after a change</caption>
 * <tr><th>Types</th><th>Responsibility</th><th>Tests</th></tr>
 * <tr><td>{@link io.sluice.testkit.simulation.Simulation}, {@link
 * io.sluice.testkit.simulation.ScheduleTest}, {@link io.sluice.testkit.simulation.Options}, {@link
 * io.sluice.testkit.simulation.Strategy}, {@link io.sluice.testkit.simulation.Fault}, {@link
 * io.sluice.testkit.simulation.Program}, {@code ScheduleTestExtension}, {@code Preparation}</td><td>what
 * users call</td><td>{@code VirtualTimeTest}, {@code ScheduleTestTest}</td></tr>
 * <tr><td>{@code Explorer}, {@code Recorded}, {@link io.sluice.testkit.simulation.Exploration}, {@link
 * io.sluice.testkit.simulation.Failure}, {@code Result}, {@code Log}</td><td>one schedule after the
 * other, replay and report</td><td>{@code ReplayTest}, {@code StallTest}</td></tr>
 * <tr><td>{@code Run}, {@code Turns}, {@code Roster}, {@code Submissions}, {@code SimulatedThread}, {@code SimulatedPool}, {@code AsyncPool}, {@code
 * Carrier}, {@code JdkThreads}, {@code MonitorHandOffs}, {@code Outside}, {@code SimulationHandler}
 * </td><td>one schedule: who runs, and what the JDK does meanwhile</td><td>{@code JdkProgramsTest},
 * {@code DeadlockTest}, {@code OutsideTest}</td></tr>
 * <tr><td>{@code VirtualTime}</td><td>the clock</td><td>{@code VirtualTimeTest}</td></tr>
 * <tr><td>{@code Choices}, {@code RandomChoices}, {@code PriorityChoices}, {@code ExhaustiveChoices},
 * {@code Seeds}</td><td>the strategies</td><td>{@code StrategyTest}</td></tr>
 * <tr><td>{@code FaultInjector}</td><td>faults</td><td>{@code FaultTest}</td></tr>
 * <tr><td>{@code RaceDetector}, {@code VectorClock}, {@code JdkCollections}, {@link
 * io.sluice.testkit.simulation.DataRaceError}</td><td>data races</td><td>{@code DataRaceTest}</td></tr>
 * <tr><td>{@code WaitGraph}, {@code Blockage}, {@code ThreadSnapshots}, {@code Frames}, {@code Trace},
 * {@code Describe}, {@link io.sluice.testkit.simulation.DeadlockError}, {@link
 * io.sluice.testkit.simulation.LivelockError}, {@link
 * io.sluice.testkit.simulation.BlockedOutsideError}, {@link
 * io.sluice.testkit.simulation.ScheduleFailedError}</td><td>reports</td><td>{@code DeadlockTest}, {@code
 * ScheduleTestTest}</td></tr>
 * </table>
 */
@NullMarked
package io.sluice.testkit.simulation;

import org.jspecify.annotations.NullMarked;
