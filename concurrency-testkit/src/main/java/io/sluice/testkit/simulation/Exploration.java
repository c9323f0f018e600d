package io.sluice.testkit.simulation;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of running a program under many schedules. It ends with the first that fails.
 *
 * @since 0.1.0
 */
public final class Exploration {

  private final Options options;
  private final int schedules;
  private final boolean exhausted;
  private final @Nullable Failure failure;
  private final Duration elapsed;
  private final Duration virtualTime;

  Exploration(
      Options options,
      int schedules,
      boolean exhausted,
      @Nullable Failure failure,
      Duration elapsed,
      Duration virtualTime) {
    this.options = options;
    this.schedules = schedules;
    this.exhausted = exhausted;
    this.failure = failure;
    this.elapsed = elapsed;
    this.virtualTime = virtualTime;
  }

  /**
   * Tells how many schedules were run, the failed one included.
   *
   * @return their number
   */
  public int schedules() {
    return schedules;
  }

  /**
   * Tells whether there are no other schedules, with {@link Strategy#EXHAUSTIVE} and up to its
   * bound on preemptions.
   *
   * @return true if all were run
   */
  public boolean isExhausted() {
    return exhausted;
  }

  /**
   * Returns the schedule that failed.
   *
   * @return the failure, or nothing if all schedules passed
   */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Tells how long it took.
   *
   * @return real time
   */
  public Duration elapsed() {
    return elapsed;
  }

  /**
   * Tells how much time passed in the last schedule.
   *
   * @return virtual time
   */
  public Duration virtualTime() {
    return virtualTime;
  }

  /**
   * Fails if a schedule failed, or if an {@linkplain Strategy#EXHAUSTIVE exhaustive} exploration
   * was cut off.
   *
   * @throws ScheduleFailedError if a schedule failed
   * @throws AssertionError if {@link Strategy#EXHAUSTIVE} did not come to an end within the number
   *     of schedules allowed
   */
  public void assertAllPass() {
    if (failure != null) {
      throw new ScheduleFailedError(
          failure.report("schedule " + failure.number() + " of " + options.schedules() + " failed"),
          failure.cause());
    }
    if (options.strategy() == Strategy.EXHAUSTIVE && !exhausted) {
      throw new AssertionError(
          "all "
              + Describe.count(schedules, "schedule")
              + " passed, but there are more: allow more schedules, or fewer preemptions than "
              + options.preemptions()
              + ", or make the program smaller");
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d schedules%s in %,d ms, %s",
        schedules,
        exhausted ? " (all there are)" : "",
        elapsed.toMillis(),
        failure == null ? "all passed" : "the last failed: " + failure.cause());
  }
}
