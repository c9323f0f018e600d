/**
 * Structured scopes: threads that end with the block that started them; and values that several
 * callers share.
 *
 * <p>This package depends on {@code io.sluice.sync}, {@code io.sluice.context}, {@code
 * io.sluice.channel} and {@code io.sluice.time}. Start with {@link io.sluice.scope.Scope}; to see
 * how scopes work, read {@code TaskScope}, then {@code ForkedTask}.
 *
 * <table>
 * <caption>Map of the package: types, responsibilities, and the tests to run after a
 * change</caption>
 * <tr><th>Types</th><th>Responsibility</th><th>Tests</th></tr>
 * <tr><td>{@link io.sluice.scope.Scope}, {@code TaskScope}</td><td>the interface, and how a scope
 * runs, fails, is cancelled and ends</td><td>{@code Scope*Test}, {@code ErrgroupTest}</td></tr>
 * <tr><td>{@link io.sluice.scope.Subtask}, {@code ForkedTask}, {@link io.sluice.scope.Outcome}, {@code
 * Completion}</td><td>a task with its thread, and how it ended</td><td>{@code SubtaskTest}, {@code
 * CompletionTest} of jcstress</td></tr>
 * <tr><td>{@code RunningTasks}, {@code TaskGroup}, {@code Regions}</td><td>which tasks run, when the
 * scope has ended, and by which context a task is interrupted</td><td>{@code RunningTasksTest}, {@code ScopeStressTest}</td></tr>
 * <tr><td>{@link io.sluice.scope.Options}, {@link io.sluice.scope.TaskDecorator}</td><td>how a scope
 * behaves</td><td>{@code OptionsTest}</td></tr>
 * <tr><td>{@code Failures}, {@link io.sluice.scope.ScopeFailedException}</td><td>what went wrong, and
 * in which order</td><td>{@code ScopeFailureTest}</td></tr>
 * <tr><td>{@code Stragglers}</td><td>tasks that ignore their cancellation</td><td>{@code
 * StragglersTest}</td></tr>
 * <tr><td>{@code Race}, {@code Collecting}</td><td>several tasks for one result, or for all of
 * them</td><td>{@code RaceTest}, {@code CollectTest}</td></tr>
 * <tr><td>{@link io.sluice.scope.OnceValue}, {@link io.sluice.scope.SingleFlight}</td><td>values
 * computed for many callers by one run</td><td>{@code OnceValueTest}, {@code
 * SingleFlightTest}</td></tr>
 * </table>
 *
 * <p>After any change with an algorithm in it, also the tests of package {@code
 * io.sluice.simulation}: {@code Scope*}, {@code OnceValue*} and {@code SingleFlight*}.
 */
@NullMarked
package io.sluice.scope;

import org.jspecify.annotations.NullMarked;
