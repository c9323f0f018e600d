package io.sluice.testkit.simulation;

/**
 * What a simulation does to a program besides scheduling it, drawn from the same seed. Correct
 * programs bear all of it; for {@link #INTERRUPT} that holds only where the program says what an
 * interrupt of any of its threads means.
 *
 * @since 0.1.0
 */
public enum Fault {
  /** A parked thread is unparked, or a wait on a monitor or condition ends, without a reason. */
  SPURIOUS_WAKEUP,

  /** A thread other than the first is interrupted, wherever it stands. */
  INTERRUPT,

  /** A thread that could run does not for a while: up to an hour of virtual time. */
  DELAY
}
