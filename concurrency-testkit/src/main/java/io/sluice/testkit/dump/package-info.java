/**
 * Where all threads stand, and JUnit extensions that tell it: of tests that hang, and of tests that
 * pin virtual threads.
 *
 * <table>
 * <caption>Map of the package: types, responsibilities, and the tests to run after a
 * change</caption>
 * <tr><th>Types</th><th>Responsibility</th><th>Tests</th></tr>
 * <tr><td>{@link io.sluice.testkit.dump.ThreadListing}, {@link io.sluice.testkit.dump.LiveThread},
 * {@code ContainerListing}, {@code ListedThread}, {@link io.sluice.testkit.dump.RootThreads}</td>
 * <td>all threads, as the JDK itself keeps them</td><td>{@code ThreadListingTest}</td></tr>
 * <tr><td>{@code DumpListing}, {@code DumpedThread}, {@code DumpReader}, {@code Json}</td><td>all
 * threads, from the JVM's own dump</td><td>{@code ThreadListingTest}, {@code DumpReaderTest}, {@code
 * JsonTest}</td></tr>
 * <tr><td>{@link io.sluice.testkit.dump.Position}, {@code Positions}, {@code MonitorSnapshot},
 * {@code MonitorOwners}, {@code Description}</td><td>where a thread stands, what it waits for and
 * who holds that</td><td>{@code ThreadDumpTest}</td></tr>
 * <tr><td>{@link io.sluice.testkit.dump.ThreadOrigin}</td><td>where, when and for which test a
 * thread was created</td><td>{@code ThreadOriginTest}</td></tr>
 * <tr><td>{@link io.sluice.testkit.dump.ThreadDump}, {@code Cycles}</td><td>all positions as text,
 * deadlocks first</td><td>{@code ThreadDumpTest}</td></tr>
 * <tr><td>{@link io.sluice.testkit.dump.DumpOnTimeout}, {@code DumpOnTimeoutExtension}, {@code
 * Watchdog}, {@code DurationText}, {@code Annotations}</td><td>tests that take too long</td><td>
 * {@code DumpOnTimeoutTest}, {@code DurationTextTest}</td></tr>
 * <tr><td>{@link io.sluice.testkit.dump.NoPinning}, {@code NoPinningExtension}, {@code
 * PinningRecorder}, {@code Pinning}</td><td>tests that pin virtual threads</td><td>{@code
 * NoPinningTest}</td></tr>
 * </table>
 */
@NullMarked
package io.sluice.testkit.dump;

import org.jspecify.annotations.NullMarked;
