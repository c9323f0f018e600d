/**
 * Proofs by stress on real hardware: each class here claims that some outcomes of a race never
 * happen, and says which rule of the semantics that is.
 *
 * <ul>
 *   <li>{@code *PublicationTest}, {@code *MutexTest}, {@code *BarrierTest}: the happens-before
 *       edges of rules 22 and 24. What rule 23 does not promise is not asserted.
 *   <li>{@code *Versus*Test}: two operations race, exactly one of the allowed outcomes results, and
 *       every value ends up in exactly one place (rules 6, 7, 10, 18, 20, 25, 36).
 *   <li>{@code *Arm*}, {@code *Cancel*Test}, {@code DoneClosedTest}: contexts, which are observed,
 *       left and ended at once (rules 25, 29, 30, 32, 34).
 *   <li>{@code *Leave*}: the hand-over of interrupts to guarded regions, nested ones included.
 *   <li>{@code InterruptibleRegion}, {@code OneThreadSignal}, {@code Arrival}, {@code Jitter}: what
 *       the actors need to race fairly and to end.
 * </ul>
 *
 * <p>There are never more than two actors, since a test with three is silently not run on a machine
 * of two cores. Whatever may wait has a partner that always comes.
 */
package io.sluice.jcstress;
