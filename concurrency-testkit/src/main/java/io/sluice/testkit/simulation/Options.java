package io.sluice.testkit.simulation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a simulation explores, and how. Immutable; each method returns a changed copy.
 *
 * @param schedules how many schedules to run at most
 * @param strategy how the next thread is chosen
 * @param seed of the first schedule; the next has the next number
 * @param faults what happens to the program besides
 * @param races whether to look for data races
 * @param weave packages, with those below them, and classes whose accesses to shared memory are
 *     scheduling points; if empty, the package of the program
 * @param preemptions how often, in an exhaustive exploration, a thread that could run on is stopped
 * @param steps after how many steps a schedule counts as endless
 * @since 0.1.0
 */
public record Options(
    int schedules,
    Strategy strategy,
    long seed,
    Set<Fault> faults,
    boolean races,
    List<String> weave,
    int preemptions,
    int steps) {

  private static final Options DEFAULTS =
      new Options(1000, Strategy.RANDOM, 0, Set.of(), false, List.of(), 2, 100_000);

  /** How long, in real time, a thread may run without a step before it counts as endless. */
  static final Duration STALL_LIMIT = Duration.ofSeconds(10);

  /**
   * Checks the options.
   *
   * @throws NullPointerException if one is null
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Options {
    check(schedules > 0, "schedules", schedules);
    check(preemptions >= 0, "preemptions", preemptions);
    check(steps > 0, "steps", steps);
    java.util.Objects.requireNonNull(strategy, "strategy");
    faults = Sets.immutableEnumSet(faults);
    weave = ImmutableList.copyOf(weave);
  }

  private static void check(boolean holds, String name, int value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value);
    }
  }

  /**
   * Returns 1,000 random schedules from seed 0, without faults, without looking for races, with the
   * program's own package woven.
   *
   * @return the defaults
   */
  public static Options defaults() {
    return DEFAULTS;
  }

  /**
   * Sets how many schedules to run at most.
   *
   * @param number positive
   * @return the changed options
   */
  public Options schedules(int number) {
    return new Options(number, strategy, seed, faults, races, weave, preemptions, steps);
  }

  /**
   * Sets how the next thread is chosen.
   *
   * @param choice the strategy
   * @return the changed options
   */
  public Options strategy(Strategy choice) {
    return new Options(schedules, choice, seed, faults, races, weave, preemptions, steps);
  }

  /**
   * Sets the seed of the first schedule.
   *
   * @param first the seed
   * @return the changed options
   */
  public Options seed(long first) {
    return new Options(schedules, strategy, first, faults, races, weave, preemptions, steps);
  }

  /**
   * Sets what happens to the program besides.
   *
   * @param kinds of faults
   * @return the changed options
   */
  public Options faults(Fault... kinds) {
    return new Options(
        schedules, strategy, seed, ImmutableSet.copyOf(kinds), races, weave, preemptions, steps);
  }

  /**
   * Sets whether to look for data races.
   *
   * @param look whether
   * @return the changed options
   */
  public Options races(boolean look) {
    return new Options(schedules, strategy, seed, faults, look, weave, preemptions, steps);
  }

  /**
   * Sets in which code accesses to shared memory are scheduling points.
   *
   * @param names of packages and of classes
   * @return the changed options
   */
  public Options weave(String... names) {
    return new Options(
        schedules, strategy, seed, faults, races, Arrays.asList(names), preemptions, steps);
  }

  /**
   * Sets how often, in an exhaustive exploration, a thread that could run on is stopped.
   *
   * @param bound not negative
   * @return the changed options
   */
  public Options preemptions(int bound) {
    return new Options(schedules, strategy, seed, faults, races, weave, bound, steps);
  }

  /**
   * Sets after how many steps a schedule counts as endless.
   *
   * @param limit positive
   * @return the changed options
   */
  public Options steps(int limit) {
    return new Options(schedules, strategy, seed, faults, races, weave, preemptions, limit);
  }
}
