/**
 * The clock and the timed park: everything in the library that depends on time depends on this
 * package, and this package depends on nothing.
 *
 * <table>
 * <caption>Map of the package</caption>
 * <tr><th>Type</th><th>Responsibility</th><th>Tests to run when it changes</th></tr>
 * <tr><td>{@link io.sluice.time.TimeSource}</td><td>reads the clocks, parks the current
 * thread</td><td>{@code TimeSourceTest}, {@code TimeoutTest}, {@code TickerTest}</td></tr>
 * </table>
 */
@NullMarked
package io.sluice.time;

import org.jspecify.annotations.NullMarked;
