package io.sluice.examples.corpus.specimen;

import io.sluice.testkit.simulation.BlockedOutsideError;
import io.sluice.testkit.simulation.DataRaceError;
import io.sluice.testkit.simulation.DeadlockError;
import io.sluice.testkit.simulation.Failure;
import io.sluice.testkit.simulation.LivelockError;

/** How a bug shows. */
public enum Symptom {
  /** One of the program's own checks fails. */
  ASSERTION,
  /** The program does not end: its root waits for ever. */
  DEADLOCK,
  /** The program's root ends, but a thread that it started waits for ever. */
  LEAK,
  /** Two accesses to one variable, of which one writes, are not ordered by synchronization. */
  DATA_RACE,
  /** Something throws that is no failed check. */
  EXCEPTION;

  /**
   * Tells how a bug showed in a simulation.
   *
   * @param failure the schedule that failed
   * @return the symptom
   * @throws IllegalArgumentException if no program of the corpus should fail like that
   */
  public static Symptom of(Failure failure) {
    return switch (failure.cause()) {
      case DeadlockError blocked ->
          blocked.getMessage().startsWith("deadlock: the program has ended") ? LEAK : DEADLOCK;
      case DataRaceError race -> DATA_RACE;
      case LivelockError endless ->
          throw new IllegalArgumentException("no program is endless", endless);
      case BlockedOutsideError outside ->
          throw new IllegalArgumentException("no program uses anything else", outside);
      case AssertionError check -> ASSERTION;
      case Throwable other -> EXCEPTION;
    };
  }
}
