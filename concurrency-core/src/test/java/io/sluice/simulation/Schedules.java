package io.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.testkit.simulation.Exploration;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Program;
import io.sluice.testkit.simulation.Simulation;
import io.sluice.testkit.simulation.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestReporter;

/** Explores programs, and holds what came of them against what may. */
final class Schedules {

  private static final int MOST = 50_000;

  private Schedules() {}

  /** What a thread runs; what it throws fails the schedule. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  /** Starts a virtual thread. */
  static Thread start(Task task) {
    return Thread.startVirtualThread(() -> runUnchecked(task));
  }

  private static void runUnchecked(Task task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs tasks at the same time, until all have ended. */
  static void together(Task... tasks) throws InterruptedException {
    join(startAll(tasks));
  }

  private static List<Thread> startAll(Task... tasks) {
    List<Thread> threads = new ArrayList<>();
    for (Task task : tasks) {
      threads.add(start(task));
    }
    return threads;
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Makes a call while tasks run, until all have ended; what came of the call. */
  static String outcomeAgainst(Callable<?> call, Task... tasks) throws InterruptedException {
    Attempt attempt = Attempt.start(call);
    List<Thread> threads = startAll(tasks);
    String outcome = attempt.outcome();
    join(threads);
    return outcome;
  }

  /** Makes calls at the same time, until all have ended; what came of each, in their order. */
  static List<String> outcomesTogether(Callable<?>... calls) throws InterruptedException {
    List<Attempt> attempts = new ArrayList<>();
    for (Callable<?> call : calls) {
      attempts.add(Attempt.start(call));
    }
    List<String> outcomes = new ArrayList<>();
    for (Attempt attempt : attempts) {
      outcomes.add(attempt.outcome());
    }
    return outcomes;
  }

  /**
   * Gives way until so much time has passed. A thread that sleeps instead would go on before or
   * after those that wake at the same moment, but never beside them.
   */
  static void busyFor(Duration time) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      Thread.yield();
    }
  }

  /** Gives way several times, to those who look again and again before they wait. */
  static void giveWay(int times) {
    for (int i = 0; i < times; i++) {
      Thread.yield();
    }
  }

  /** The result of a call as text, or the simple name of the class of what it threw. */
  static String outcomeOf(Callable<?> call) {
    try {
      return String.valueOf(call.call());
    } catch (Exception e) {
      return e.getClass().getSimpleName();
    }
  }

  /** Receives from whichever of two channels a select chooses. */
  static int receiveFromEither(Channel<Integer> a, Channel<Integer> b) throws InterruptedException {
    ReceiveCase<Integer> fromA = a.receiveCase();
    ReceiveCase<Integer> fromB = b.receiveCase();
    return Select.await(fromA, fromB) == fromA ? fromA.value() : fromB.value();
  }

  /**
   * Whether channels are open and empty, with nobody waiting: as a select finds and leaves them.
   */
  static boolean idle(Channel<?>... channels) {
    return Arrays.stream(channels).allMatch(channel -> channel.toString().contains("[open]"));
  }

  /** All schedules up to a number of preemptions; the tests are woven besides what is named. */
  static Options exhaustive(int preemptions, String... weave) {
    String[] all = Arrays.copyOf(weave, weave.length + 1);
    all[weave.length] = Schedules.class.getPackageName();
    return Options.defaults()
        .strategy(Strategy.EXHAUSTIVE)
        .schedules(MOST)
        .preemptions(preemptions)
        .weave(all);
  }

  /** A thousand random schedules of a program, with everything woven, racy or not, and faults. */
  static void sample(TestReporter reporter, Program program, Fault... faults) {
    sample(reporter, Strategy.RANDOM, program, faults);
  }

  /**
   * A thousand schedules of a program, with everything woven, racy or not, and faults. Not for
   * {@link Fault#DELAY}: it may strike who holds a channel's lock, and then others look for that
   * lock every millisecond of an hour; see {@link #delay}.
   */
  static void sample(TestReporter reporter, Strategy strategy, Program program, Fault... faults) {
    explore(
        reporter,
        Options.defaults()
            .strategy(strategy)
            .races(true)
            .faults(faults)
            .weave(
                "io.sluice.channel",
                "io.sluice.context",
                "io.sluice.scope",
                "io.sluice.sync",
                "io.sluice.testing",
                Schedules.class.getPackageName()),
        program);
  }

  /** A thousand schedules in which threads are delayed, but for within the library's own steps. */
  static void delay(TestReporter reporter, Strategy strategy, Program program, Fault... besides) {
    Fault[] faults = Arrays.copyOf(besides, besides.length + 1);
    faults[besides.length] = Fault.DELAY;
    explore(
        reporter,
        Options.defaults()
            .strategy(strategy)
            .faults(faults)
            .weave(Schedules.class.getPackageName(), "io.sluice.testing"),
        program);
  }

  /** {@link #sample Samples} a program, and {@link #delay delays} it. */
  static void disturb(TestReporter reporter, Strategy strategy, Program program, Fault... faults) {
    sample(reporter, strategy, program, faults);
    delay(reporter, strategy, program, faults);
  }

  /** Runs a program once, in virtual time. */
  static void run(TestReporter reporter, Program program) {
    explore(reporter, Options.defaults().schedules(1), program);
  }

  /** A thousand schedules with faults and a look for data races, in all but channels. */
  static Options sampling(Fault... faults) {
    return Options.defaults()
        .races(true)
        .faults(faults)
        .weave(
            "io.sluice.context",
            "io.sluice.scope",
            "io.sluice.sync",
            Schedules.class.getPackageName());
  }

  /**
   * The same with threads that are held up, for as long as an hour. Not within contexts: who waits
   * for the lock of one looks every millisecond, and so 3.6 million times.
   */
  static Options samplingHeldUp(Fault... others) {
    Fault[] faults = Arrays.copyOf(others, others.length + 1);
    faults[others.length] = Fault.DELAY;
    return sampling(faults)
        .weave("io.sluice.scope", "io.sluice.sync", Schedules.class.getPackageName());
  }

  /** Explores a program whose outcomes, over all schedules, are exactly the given ones. */
  static void outcomes(
      TestReporter reporter, Options options, Callable<?> program, String... expected) {
    Set<String> seen = new TreeSet<>();
    explore(reporter, options, () -> seen.add(String.valueOf(program.call())));
    assertThat(seen).containsExactlyInAnyOrder(expected);
  }

  /** Explores a program that checks itself. */
  static Exploration explore(TestReporter reporter, Options options, Program program) {
    String reason = Simulation.unsupported();
    Assumptions.assumeTrue(reason == null, reason);
    Exploration exploration = Simulation.explore(options, program);
    reporter.publishEntry("schedules", exploration.toString());
    exploration.assertAllPass();
    return exploration;
  }
}
