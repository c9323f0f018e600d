/**
 * Stress: threads with known ends, states awaited without sleeping, races from one start, and
 * accounts of what was handed over.
 *
 * <ul>
 *   <li>{@link io.sluice.testkit.stress.Threads}, {@link io.sluice.testkit.stress.ThreadKind},
 *       {@link io.sluice.testkit.stress.Outcome}: start a thread of either kind and get its end, by
 *       a deadline.
 *   <li>{@link io.sluice.testkit.stress.Parked}: awaits that threads wait, and on what; {@code
 *       Polling} is its loop, {@code ThreadReport} words where a thread stands.
 *   <li>{@link io.sluice.testkit.stress.StartLine}: releases threads at one moment.
 *   <li>{@link io.sluice.testkit.stress.Race}, {@link io.sluice.testkit.stress.Round}, {@link
 *       io.sluice.testkit.stress.RaceResult}: actors on a fresh state, round after round, and the
 *       outcomes counted; {@code RaceRun} conducts.
 *   <li>{@link io.sluice.testkit.stress.ValueLedger}: every value sent is received exactly once, in
 *       its sender's order; {@code LedgerAudit} compares and words.
 * </ul>
 *
 * <p>Tests to run after a change: those of this package, then the library's own, which stand on it.
 */
@NullMarked
package io.sluice.testkit.stress;

import org.jspecify.annotations.NullMarked;
