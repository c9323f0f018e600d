/**
 * Contexts: cancellation, deadlines and values that pass down a tree of calls and threads.
 *
 * <p>This package depends on {@code io.sluice.channel} and {@code io.sluice.time}. Start with
 * {@link io.sluice.context.Context}; to see how contexts work, read {@code CancelContext}, then
 * {@code Observers}, then {@code Cancellation}. Each opens with its invariants.
 *
 * <table>
 * <caption>Map of the package: types, responsibilities, and the tests to run after a change, besides
 * {@code ContextTreeTest} and jcstress</caption>
 * <tr><th>Types</th><th>Responsibility</th><th>Tests</th></tr>
 * <tr><td>{@link io.sluice.context.Context}, {@link io.sluice.context.CancellableContext}, {@code
 * AbstractContext}, {@code DerivedContext}</td><td>the interface and what all contexts
 * share</td><td>{@code ContextTest}, {@code GoContextTest}</td></tr>
 * <tr><td>{@code CancelContext}, {@code Ending}</td><td>the state of a context: what ended it, and
 * when</td><td>{@code CancelTest}, {@code DeadlineTest}</td></tr>
 * <tr><td>{@code Observers}, {@code Observer}, {@code Cancellation}</td><td>who is woken when a
 * context ends, and how</td><td>{@code ObserversTest}, {@code CancellationTest}, {@code
 * ContextLeakTest}</td></tr>
 * <tr><td>{@code ParkedThread}, {@code DoneChannel}, {@code CancelCallback}</td><td>the kinds of
 * observers</td><td>{@code CancelTest}, {@code OnCancelTest}</td></tr>
 * <tr><td>{@code InterruptibleRegion}, {@code Interrupter}, {@code AbandonableCall}</td><td>calls that know no contexts:
 * exact interrupts, who delivers them where nobody may block, and calls that are left
 * behind</td><td>{@code InterruptibleRegionTest}, {@code
 * InterruptMatrixTest}, {@code AbandonableCallTest}</td></tr>
 * <tr><td>{@code DeadlineTimer}, {@code Alarm}</td><td>the timer for deadlines that somebody waits
 * for</td><td>{@code DeadlineTimerTest}, {@code DeadlineTimerIsolationTest}</td></tr>
 * <tr><td>{@code ShutdownContext}</td><td>the end of the JVM as a context</td><td>{@code
 * ShutdownContextTest}</td></tr>
 * <tr><td>{@code Values}, {@link io.sluice.context.Context.Key}</td><td>the values of a
 * context</td><td>{@code ValuesTest}</td></tr>
 * <tr><td>{@link io.sluice.context.CancelledException}, {@link
 * io.sluice.context.DeadlineExceededException}</td><td>what a done context makes a call
 * throw</td><td>{@code CancelTest}</td></tr>
 * </table>
 *
 * <p>After any change with an algorithm in it, also the tests of package {@code
 * io.sluice.simulation}: {@code Context*} and {@code NestedCall*}.
 */
@NullMarked
package io.sluice.context;

import org.jspecify.annotations.NullMarked;
