package io.sluice.examples.corpus.specimen;

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
  EXCEPTION
}
