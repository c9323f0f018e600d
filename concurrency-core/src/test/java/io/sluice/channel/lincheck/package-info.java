/**
 * Proofs by model checking: Lincheck runs small scenarios under many interleavings, switching
 * threads at every shared access.
 *
 * <ul>
 *   <li>{@code TryOperationsLincheckTest}: what never waits is linearizable. Random scenarios are
 *       compared with an executable specification (rules 10 and 17).
 *   <li>{@code WaitingOperationsLincheckTest}, {@code SelectLincheckTest}, {@code
 *       GivingUpLincheckTest}: fixed scenarios of what waits; a lost wake-up shows as a deadlock.
 * </ul>
 *
 * <p>Lincheck assumes sequential consistency; weak memory is what the jcstress tests are for.
 */
package io.sluice.channel.lincheck;
