/**
 * Threads that nobody waits for any more: found at the end of tests, proven by the garbage
 * collector, and suspected in production from how their number grows.
 *
 * <table>
 * <caption>Map of the package: types, responsibilities, and the tests to run after a
 * change</caption>
 * <tr><th>Types</th><th>Responsibility</th><th>Tests</th></tr>
 * <tr><td>{@link io.sluice.testkit.leak.NoLeaks}, {@code TestRun}</td><td>the JUnit extension: which
 * threads are which test's</td><td>{@code NoLeaksTest}, {@code NoLeaksCostTest}</td></tr>
 * <tr><td>{@link io.sluice.testkit.leak.Leaks}, {@code LeakScan}, {@link
 * io.sluice.testkit.leak.Ignore}, {@code SystemThreads}</td><td>looking until all is quiet or the
 * time is up, and what is never a leak</td><td>{@code LeaksTest}, {@code IgnoreTest}, {@code
 * WithoutAgentTest}</td></tr>
 * <tr><td>{@link io.sluice.testkit.leak.Leak}, {@link io.sluice.testkit.leak.LeakError}, {@code
 * Amount}</td><td>what is told</td><td>{@code LeaksTest}</td></tr>
 * <tr><td>{@code GcProof}, {@code Termination}</td><td>threads that nothing can ever wake</td><td>{@code
 * UnreachableTest}</td></tr>
 * <tr><td>{@link io.sluice.testkit.leak.LeakSampler}, {@link io.sluice.testkit.leak.Trend}, {@link
 * io.sluice.testkit.leak.SuspectedLeak}</td><td>production: numbers that only rise</td><td>{@code
 * LeakSamplerTest}, {@code TrendTest}</td></tr>
 * </table>
 */
@NullMarked
package io.sluice.testkit.leak;

import org.jspecify.annotations.NullMarked;
