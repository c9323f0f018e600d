package io.sluice.testkit.simulation;

/**
 * A schedule did not end within the {@linkplain Options#steps number of steps} allowed, or one of
 * its threads ran on without any step.
 *
 * @since 0.1.0
 */
public final class LivelockError extends AssertionError {

  private static final long serialVersionUID = 1L;

  LivelockError(String message) {
    super(message, null);
  }

  LivelockError(int steps, Run run) {
    this(
        "livelock: not ended after "
            + Describe.count(steps, "step")
            + "\n"
            + new WaitGraph(run).describe());
  }
}
