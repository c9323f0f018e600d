/**
 * A randomised stress of channels and selects, in which every value is accounted for exactly once.
 *
 * <ul>
 *   <li>{@code ChannelStressTest}: runs rounds until its time is up, on each kind of thread.
 *   <li>{@code Round}: one round: fresh channels, actors and accounts, from a seed.
 *   <li>{@code Actor}, {@code Menu}: perform random operations and report what became of each
 *       value.
 *   <li>{@code Disturber}: interrupts, cancels, closes and stops tickers meanwhile; {@code
 *       Interrupts} sees to it that no interrupt is lost or invented either.
 *   <li>{@code Ledger}: the accounts and their audit; {@code Parcel}: a value.
 * </ul>
 */
package io.sluice.channel.stress;
