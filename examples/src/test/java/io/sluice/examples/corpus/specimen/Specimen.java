package io.sluice.examples.corpus.specimen;

/**
 * A buggy program and its corrected twin.
 *
 * @param program the class that has both
 * @param family what the bug has in common with others
 * @param symptom how the bug shows, in every schedule that fails
 * @param needs what it takes to show it
 * @param source where the story is from
 * @param buggy the program with the bug
 * @param fixed the program without it
 * @param isBug false if this only looks like a bug, and both forms are correct
 */
public record Specimen(
    Class<?> program,
    Family family,
    Symptom symptom,
    Needs needs,
    Source source,
    Body buggy,
    Body fixed,
    boolean isBug) {

  /** Makes a specimen with a bug. */
  public Specimen(
      Class<?> program,
      Family family,
      Symptom symptom,
      Needs needs,
      Source source,
      Body buggy,
      Body fixed) {
    this(program, family, symptom, needs, source, buggy, fixed, true);
  }

  /**
   * Makes of this what only looks like a bug.
   *
   * @return changed specimen, of which both forms must pass
   */
  public Specimen notABug() {
    return new Specimen(program, family, symptom, needs, source, buggy, fixed, false);
  }

  /**
   * Returns the name: that of the class.
   *
   * @return the name
   */
  public String name() {
    return program.getSimpleName();
  }

  @Override
  public String toString() {
    return name();
  }
}
