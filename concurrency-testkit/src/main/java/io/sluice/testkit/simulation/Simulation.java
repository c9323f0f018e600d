package io.sluice.testkit.simulation;

import io.sluice.testkit.agent.Agent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs unmodified code on virtual threads so that chance has no part in it: one thread at a time,
 * the next chosen by a seed, and with a time of its own.
 *
 * <p>A program under simulation is plain code: it starts virtual threads with {@link
 * Thread#startVirtualThread}, an executor or whatever else, and uses channels, locks, queues,
 * futures and sleeps. All threads that it starts belong to the simulation, and so do theirs. The
 * schedule fails if the program throws, if a thread throws what nobody catches, if no thread can
 * run any more ({@link DeadlockError}), also after the program has ended, if it does not end
 * ({@link LivelockError}) or, where asked for, if there is a data race ({@link DataRaceError}).
 *
 * <p><b>Time</b> stands still while any thread can run, and jumps to the next deadline when none
 * can: a timeout of an hour takes no longer than it takes to say so. {@link System#nanoTime},
 * {@link System#currentTimeMillis} and {@link java.time.Clock} show it, beginning with
 * 2000-01-01T00:00Z, as in Go's {@code testing/synctest}.
 *
 * <p><b>Scheduling points</b> are where threads block, and in the {@linkplain Options#weave woven}
 * packages also before each volatile access, atomic operation, use of a monitor or of a class of
 * {@code java.util.concurrent}. The simulation is sequentially consistent: what weaker memory
 * orderings allow besides is for jcstress.
 *
 * <p><b>What it cannot see</b>: platform threads, whose doings are waited for in real time; input
 * and output, for which it waits a few seconds and then fails with {@link BlockedOutsideError};
 * native code. Random numbers of {@link java.util.concurrent.ThreadLocalRandom} repeat in a replay;
 * those of an unseeded {@link java.util.Random}, identity hash codes and the order of {@link
 * java.util.Set#of} do not.
 *
 * <p>Needs JDK 25 or later and the testkit's agent.
 *
 * @since 0.1.0
 */
public final class Simulation {

  private static final int JDK = 25;

  private Simulation() {}

  /**
   * Runs a program once, in virtual time.
   *
   * @param program the program
   * @throws NullPointerException if {@code program} is null
   * @throws ScheduleFailedError if it fails
   * @throws IllegalStateException if the agent is missing, if called within a simulation, or if the
   *     calling thread is interrupted; its status is then set
   * @throws UnsupportedOperationException if the JDK is older than 25
   */
  public static void run(Program program) {
    Options once = prepared(Options.defaults().schedules(1), program);
    Explorer.runOnce(once, program).assertAllPass();
  }

  /**
   * Runs a program under many schedules, from scratch each time, until one fails.
   *
   * @param options which schedules, and what else
   * @param program the program
   * @return what came of it
   * @throws NullPointerException if an argument is null
   * @throws IllegalStateException if the agent is missing, if called within a simulation, or if the
   *     calling thread is interrupted; its status is then set
   * @throws UnsupportedOperationException if the JDK is older than 25
   */
  public static Exploration explore(Options options, Program program) {
    return Explorer.explore(prepared(options, program), program);
  }

  /**
   * Runs a program under one schedule that failed before.
   *
   * @param replay what the failure says, such as {@code "random:4711"}
   * @param options the same as then
   * @param program the same as then
   * @return what came of it
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if {@code replay} is no such text
   * @throws IllegalStateException if the agent is missing, if called within a simulation, or if the
   *     calling thread is interrupted; its status is then set
   * @throws UnsupportedOperationException if the JDK is older than 25
   */
  public static Exploration replay(String replay, Options options, Program program) {
    Recorded recorded = Recorded.parse(Objects.requireNonNull(replay, "replay"));
    return Explorer.replay(recorded, prepared(options, program), program);
  }

  /**
   * Waits, within a simulation, until all its other threads are blocked, for ever or for a time. So
   * a test can see what a program does, and not only what it will have done. Go's {@code
   * synctest.Wait}.
   *
   * @throws IllegalStateException if the calling thread is in no simulation
   */
  public static void settle() {
    Run run = SimulationHandler.current();
    if (run == null) {
      throw new IllegalStateException("settle() is for threads of a simulation");
    }
    run.settle();
  }

  /**
   * Tells why this JVM cannot simulate.
   *
   * @return the reason, or null if it can
   */
  public static @Nullable String unsupported() {
    int version = Runtime.version().feature();
    return version >= JDK
        ? null
        : "a simulation needs JDK " + JDK + " or later, and this is JDK " + version;
  }

  /** Prepares the JVM, and returns the options with the packages to weave named. */
  private static Options prepared(Options options, Program program) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(program, "program");
    String reason = unsupported();
    if (reason != null) {
      throw new UnsupportedOperationException(reason);
    }
    Agent.require("A simulation");
    if (SimulationHandler.current() != null) {
      throw new IllegalStateException("a simulation within a simulation");
    }
    Options named =
        options.weave().isEmpty() ? options.weave(program.getClass().getPackageName()) : options;
    Preparation.prepare(named.weave(), named.races());
    return named;
  }
}
