package io.sluice.channel.stress;

import java.time.Duration;
import java.util.SplittableRandom;

/** A random timeout, and the check that it is honoured (rule 27). */
record TimeLimit(Duration timeout, long start) {

  private static final int LONGEST_NANOS = 200_000;

  /** One in so many is not positive. */
  private static final int NONE_ODDS = 16;

  static TimeLimit start(SplittableRandom random) {
    long nanos =
        random.nextInt(NONE_ODDS) == 0 ? -random.nextInt(2) : random.nextInt(LONGEST_NANOS);
    return new TimeLimit(Duration.ofNanos(nanos), System.nanoTime());
  }

  Result expired(Ledger ledger) {
    long waited = System.nanoTime() - start;
    if (waited < timeout.toNanos()) {
      ledger.violation("timed out after " + waited + " ns instead of " + timeout);
    }
    return Result.TIMED_OUT;
  }
}
