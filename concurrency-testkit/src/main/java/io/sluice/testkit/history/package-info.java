/**
 * Histories: what threads did to an object, recorded, and judged against what the object does when
 * it is used by one thread at a time.
 *
 * <p>Start with {@link io.sluice.testkit.history.History}. To see how it works, read {@code
 * Search}.
 *
 * <table>
 * <caption>Map of the package: types, responsibilities, and the tests to run after a change</caption>
 * <tr><th>Types</th><th>Responsibility</th><th>Tests</th></tr>
 * <tr><td>{@link io.sluice.testkit.history.History}, {@link io.sluice.testkit.history.Invocation},
 * {@link io.sluice.testkit.history.Operation}, {@code Lanes}, {@code Response}</td><td>recording</td>
 * <td>{@code HistoryTest}, {@code RecordedHistoryTest}, {@code HistoryInSimulationTest}</td></tr>
 * <tr><td>{@link io.sluice.testkit.history.Model}, {@link io.sluice.testkit.history.Models}, {@code
 * QueueModel} with {@code Buffer} and {@code Reception}, {@code MapModel}, {@code SemaphoreModel} with
 * {@code Permits}, {@code RegisterModel}, {@code CounterModel}, {@code Numbers}</td><td>what is
 * allowed</td><td>{@code QueueModelTest}, {@code RendezvousTest}, {@code OtherModelsTest}</td></tr>
 * <tr><td>{@code Search}, {@code Linearized}, {@code Linearizability}</td><td>the judgement, and its
 * narrowing to the smallest prefix</td><td>{@code OracleTest}, {@code RandomHistoryTest}</td></tr>
 * <tr><td>{@code Violation}, {@code Timeline}, {@code Text}</td><td>the report</td><td>{@code
 * ReportTest}</td></tr>
 * </table>
 */
@NullMarked
package io.sluice.testkit.history;

import org.jspecify.annotations.NullMarked;
