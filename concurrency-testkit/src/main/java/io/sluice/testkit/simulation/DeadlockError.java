package io.sluice.testkit.simulation;

import java.util.List;

/**
 * No thread of a simulation can run, and none ever will: each waits for another, or for what nobody
 * does. The message tells of each thread what it waits for and where, and shows the cycle if there
 * is one.
 *
 * @since 0.1.0
 */
public final class DeadlockError extends AssertionError {

  private static final long serialVersionUID = 1L;

  private DeadlockError(String message) {
    super(message, null);
  }

  static AssertionError of(Run run, boolean onlyTimePasses) {
    WaitGraph graph = new WaitGraph(run);
    List<SimulatedThread> outside = graph.live().stream().filter(Outside::isInInputOutput).toList();
    if (!outside.isEmpty()) {
      return new BlockedOutsideError(
          "blocked outside the simulation: nothing came for what "
              + outside.get(0)
              + " waits for from the operating system; a simulation needs a stand-in for it\n"
              + graph.describe());
    }
    int blocked = graph.live().size();
    boolean rootEnded = !run.threads().get(0).thread.isAlive();
    String who =
        rootEnded
            ? "the program has ended, but "
                + Describe.count(blocked, "thread")
                + (blocked == 1 ? " is" : " are")
                + " left blocked"
            : blocked == 1
                ? "the only thread is blocked"
                : "all " + Describe.count(blocked, "thread") + " are blocked";
    return new DeadlockError(
        "deadlock: "
            + who
            + (onlyTimePasses
                ? ", and only time passes: " + Describe.nanos(run.time().elapsed()) + " until now"
                : "")
            + "\n"
            + graph.describe());
  }
}
