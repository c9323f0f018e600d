package io.sluice.testkit.simulation;

import org.jspecify.annotations.Nullable;

/**
 * How one run went.
 *
 * @param failure what was wrong, or null
 * @param log its decisions
 * @param replay what replays them
 * @param steps how many steps it took
 * @param virtualNanos how much virtual time passed
 * @param conflict the data race, if that is what was wrong
 */
record Result(
    @Nullable Throwable failure,
    Log log,
    String replay,
    int steps,
    long virtualNanos,
    RaceDetector.@Nullable Conflict conflict) {}
