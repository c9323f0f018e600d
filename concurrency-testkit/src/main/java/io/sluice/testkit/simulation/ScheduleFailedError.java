package io.sluice.testkit.simulation;

/**
 * A schedule failed. The message tells what was wrong, shows the schedule and says how to replay
 * it; the cause is what was thrown.
 *
 * @since 0.1.0
 */
public final class ScheduleFailedError extends AssertionError {

  private static final long serialVersionUID = 1L;

  ScheduleFailedError(String message, Throwable cause) {
    super(message, cause);
  }
}
