package io.sluice.examples.corpus.specimen;

import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Options;

/**
 * What a simulation must do so that a bug shows. Immutable: each method returns changed needs.
 *
 * @param options the same for the program and its twin
 */
public record Needs(Options options) {

  private static final String PROGRAMS = "io.sluice.examples.corpus";

  /**
   * Threads take turns where they block, and at the program's accesses to shared memory.
   *
   * @return the needs
   */
  public static Needs weaving() {
    return new Needs(Options.defaults().weave(PROGRAMS));
  }

  /**
   * Threads take turns at the library's accesses to shared memory, too.
   *
   * @return the needs
   */
  public static Needs weavingLibrary() {
    return new Needs(
        Options.defaults()
            .weave(
                PROGRAMS,
                "io.sluice.channel",
                "io.sluice.context",
                "io.sluice.scope",
                "io.sluice.sync",
                "io.sluice.time"));
  }

  /**
   * Data races are looked for.
   *
   * @return changed needs
   */
  public Needs andRaces() {
    return new Needs(options.races(true));
  }

  /**
   * Faults are injected.
   *
   * @param faults which
   * @return changed needs
   */
  public Needs andFaults(Fault... faults) {
    return new Needs(options.faults(faults));
  }
}
