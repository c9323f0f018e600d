package io.sluice.examples.corpus.specimen;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a simulation must do so that a bug shows. Immutable: each method returns changed needs.
 *
 * @param strategy how schedules are chosen
 * @param faults what is done to the program besides
 * @param races whether data races are looked for
 * @param woven the packages whose volatile and atomic accesses are scheduling points
 */
public record Needs(Strategy strategy, Set<Fault> faults, boolean races, List<String> woven) {

  private static final String PROGRAMS = "io.sluice.examples.corpus";
  private static final String LIBRARY = "io.sluice";

  /** Copies what is passed. */
  public Needs {
    faults = Set.copyOf(faults);
    woven = List.copyOf(woven);
  }

  /** How schedules are chosen. */
  public enum Strategy {
    /** At random. */
    RANDOM,
    /** At random, with priorities that change a few times. */
    PCT,
    /** All of them. */
    EXHAUSTIVE
  }

  /** What is done to a program besides scheduling it. */
  public enum Fault {
    /** Waits end without a reason. */
    SPURIOUS_WAKEUP,
    /** Threads are interrupted. */
    INTERRUPT,
    /** Threads are held back while time passes. */
    DELAY
  }

  /**
   * No more than schedules: threads take turns where they block.
   *
   * @return the needs
   */
  public static Needs schedules() {
    return new Needs(Strategy.RANDOM, Set.of(), false, List.of());
  }

  /**
   * Threads take turns at the program's volatile and atomic accesses, too.
   *
   * @return the needs
   */
  public static Needs weaving() {
    return new Needs(Strategy.RANDOM, Set.of(), false, List.of(PROGRAMS));
  }

  /**
   * Threads take turns within the library, too, and its clock is the simulation's.
   *
   * @return the needs
   */
  public static Needs weavingLibrary() {
    return new Needs(Strategy.RANDOM, Set.of(), false, List.of(LIBRARY));
  }

  /**
   * Data races are looked for.
   *
   * @return changed needs
   */
  public Needs andRaces() {
    return new Needs(strategy, faults, true, woven);
  }

  /**
   * Faults are injected.
   *
   * @param first a fault
   * @param others more of them
   * @return changed needs
   */
  public Needs andFaults(Fault first, Fault... others) {
    return new Needs(strategy, EnumSet.of(first, others), races, woven);
  }
}
