package io.sluice.testkit.stress;

/**
 * One actor of a race as it was set up.
 *
 * @param name how reports call it
 * @param body what it does in each round
 * @param counted whether its result is part of the outcome
 */
record RaceActor<S>(String name, Race.Body<? super S> body, boolean counted) {}
