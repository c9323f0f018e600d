package io.sluice.testkit.simulation;

import java.util.List;

/**
 * A schedule that failed.
 *
 * @param number which schedule of the exploration it was, from 1
 * @param cause what was wrong: an exception of the program, a {@link DeadlockError}, a {@link
 *     DataRaceError}, a {@link LivelockError} or a {@link BlockedOutsideError}
 * @param replay what replays it, for {@link Simulation#replay} and {@link ScheduleTest#replay}
 * @param trace the schedule: a line for each step, with the thread and what it did
 * @param notes what a reader of the failure should know besides; empty as a rule
 * @since 0.1.0
 */
public record Failure(
    int number, Throwable cause, String replay, List<String> trace, List<String> notes) {

  private static final int MOST_LINES = 60;

  /**
   * Copies the lists.
   *
   * @throws NullPointerException if one is null
   */
  public Failure {
    trace = List.copyOf(trace);
    notes = List.copyOf(notes);
  }

  /** The report: what was wrong, the schedule, and how to replay it. */
  String report(String heading) {
    StringBuilder text = new StringBuilder(heading).append(": ").append(headline());
    for (String note : notes) {
      text.append("\n\nNOTE: ").append(note);
    }
    if (!trace.isEmpty()) {
      int hidden = Math.max(0, trace.size() - MOST_LINES);
      text.append("\n\nThe schedule")
          .append(hidden == 0 ? "" : ", without its first " + Describe.count(hidden, "line"))
          .append(":\n");
      for (String line : trace.subList(hidden, trace.size())) {
        text.append("\n  ").append(line);
      }
    }
    return text.append("\n\nReplay it with @ScheduleTest(replay = \"")
        .append(replay)
        .append("\") or Simulation.replay(\"")
        .append(replay)
        .append("\", options, program).\n")
        .toString();
  }

  private String headline() {
    boolean own =
        cause instanceof DeadlockError
            || cause instanceof DataRaceError
            || cause instanceof LivelockError
            || cause instanceof BlockedOutsideError;
    return own ? String.valueOf(cause.getMessage()).stripTrailing() : cause.toString();
  }
}
