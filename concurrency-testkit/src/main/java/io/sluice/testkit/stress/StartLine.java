package io.sluice.testkit.stress;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where threads gather to be released at one moment: who waits spins in the end, so nobody has to
 * be woken, and all leave within nanoseconds where there are processors for all. May be used again
 * at once, by the same number of threads.
 *
 * <p>Waits through interrupts, whose status stays set, and fails after {@link Threads#DEADLINE} if
 * not all arrive; it is of no further use then.
 *
 * @since 0.1.0
 */
public final class StartLine {

  private final int parties;
  private final Duration patience;

  /** Counts all arrivals ever, so that a generation ends without anybody resetting anything. */
  private final AtomicLong arrived = new AtomicLong();

  /**
   * Counts who knows that all have arrived. Who waited long for that had ceased to spin; for this,
   * nobody waits long.
   */
  private final AtomicLong awake = new AtomicLong();

  /**
   * Makes a line.
   *
   * @param parties how many threads leave together
   * @throws IllegalArgumentException if {@code parties} is not positive
   */
  public StartLine(int parties) {
    this(parties, Threads.DEADLINE);
  }

  StartLine(int parties, Duration patience) {
    if (parties <= 0) {
      throw new IllegalArgumentException("parties must be positive: " + parties);
    }
    this.parties = parties;
    this.patience = patience;
  }

  /**
   * Waits until all have arrived.
   *
   * @throws AssertionError if they do not arrive within {@link Threads#DEADLINE}
   */
  public void await() {
    long mine = arrived.getAndIncrement();
    long last = mine - mine % parties + parties;
    long deadline = System.nanoTime() + patience.toNanos();
    await(arrived, last, deadline);
    awake.getAndIncrement();
    await(awake, last, deadline);
  }

  private void await(AtomicLong counter, long last, long deadline) {
    for (int looks = 0; counter.get() < last; looks++) {
      Polling.relax(looks);
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "%d of %d threads did not come to the start within %s"
                .formatted(last - counter.get(), parties, patience));
      }
    }
  }
}
