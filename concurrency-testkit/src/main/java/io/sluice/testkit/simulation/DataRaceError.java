package io.sluice.testkit.simulation;

/**
 * Two threads access a variable, at least one of them writing, and nothing orders the two accesses.
 *
 * @since 0.1.0
 */
public final class DataRaceError extends AssertionError {

  private static final long serialVersionUID = 1L;

  DataRaceError(String message) {
    super(message, null);
  }
}
