/**
 * Proofs by model checking: Lincheck runs small scenarios under many interleavings, switching
 * threads at every shared access, and compares the results with an executable specification.
 *
 * <ul>
 *   <li>{@code TryOperationsLincheckTest}, {@code DrainLincheckTest}, {@code SelectPollLincheckTest}:
 *       linearizability of what never waits (rules 10 and 17).
 *   <li>{@code WaitingOperationsLincheckTest}, {@code SelectLincheckTest}, {@code
 *       GivingUpLincheckTest}: fixed scenarios of what waits, in which a partner always comes; a
 *       lost wake-up shows as a deadlock.
 * </ul>
 *
 * <p>Lincheck assumes sequential consistency; weak memory is what the jcstress tests are for.
 */
package io.sluice.channel.lincheck;
