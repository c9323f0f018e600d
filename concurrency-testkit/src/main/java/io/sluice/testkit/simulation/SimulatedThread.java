package io.sluice.testkit.simulation;

/**
 * What one run knows of one of its virtual threads. Used on the carrier alone, by the loop and by
 * the thread itself.
 */
final class SimulatedThread {

  final Thread thread;

  /** What the JDK submits each time that the thread may run. */
  final Runnable continuation;

  /** Its number in the order of first submission: the same in each replay. */
  final int id;

  /** What happened before what this thread does now. */
  final VectorClock clock;

  /** Whether it stands in the list of those that may run. */
  boolean runnable;

  /** Gave way by itself: others go first, lest a loop that spins starve them. */
  boolean yielded;

  /** Stopped at a scheduling point, or could have been: to choose another is a preemption. */
  boolean stoppedAtPoint;

  /** The site of that point, or -1. */
  int site = -1;

  /** Of a priority-based strategy; 0 if not yet drawn. */
  long priority;

  /** The last number of the sequence of which its random numbers are made. */
  long randomSeed;

  /** Its next wait ends without a reason. */
  boolean spurious;

  /** Waits for all others to be blocked. */
  boolean settling;

  /** Belongs to the machinery, such as a timer: the program did not start it. */
  boolean internal;

  SimulatedThread(Thread thread, Runnable continuation, int id, VectorClock clock) {
    this.thread = thread;
    this.continuation = continuation;
    this.id = id;
    this.clock = clock;
  }

  /** Its name for reports; unnamed threads go by their number. */
  String label() {
    String own = thread.getName();
    return own.isEmpty() ? "thread " + id : own;
  }

  @Override
  public String toString() {
    return "\"" + label() + "\"";
  }
}
