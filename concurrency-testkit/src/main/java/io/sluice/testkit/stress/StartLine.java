package io.sluice.testkit.stress;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Where threads gather to be released at one moment: who waits spins, so nobody has to be woken,
 * and all leave within nanoseconds where there are processors for all. May be used again at once,
 * by the same number of threads.
 *
 * <p>Waits through interrupts, whose status stays set, and fails after {@link Threads#DEADLINE} if
 * not all arrive.
 *
 * @since 0.1.0
 */
public final class StartLine {

  private final int parties;

  /** Counts all arrivals ever, so that a generation ends without anybody resetting anything. */
  private final AtomicLong arrived = new AtomicLong();

  /**
   * Makes a line.
   *
   * @param parties how many threads leave together
   * @throws IllegalArgumentException if {@code parties} is not positive
   */
  public StartLine(int parties) {
    if (parties <= 0) {
      throw new IllegalArgumentException("parties must be positive: " + parties);
    }
    this.parties = parties;
  }

  /**
   * Waits until all have arrived.
   *
   * @throws AssertionError if they do not arrive within {@link Threads#DEADLINE}
   */
  public void await() {
    long mine = arrived.getAndIncrement();
    long last = mine - mine % parties + parties;
    long deadline = System.nanoTime() + Threads.DEADLINE.toNanos();
    for (int looks = 0; arrived.get() < last; looks++) {
      Polling.spin(looks);
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "%d of %d threads did not come to the start within %s"
                .formatted(last - arrived.get(), parties, Threads.DEADLINE));
      }
    }
  }
}
