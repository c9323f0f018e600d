package io.sluice.benchmarks;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When each waiter of one round ran on after the cancellation.
 *
 * <p>Each waiter writes its own element before it counts down; the measuring thread reads all of
 * them after the count has reached zero.
 */
final class WakeTimes {

  private static final long PATIENCE_SECONDS = 30;

  private final long[] wokenAt;
  private final CountDownLatch sleeping;
  private long cancelledAt;
  private long returnedAt;

  WakeTimes(int waiters) {
    wokenAt = new long[waiters];
    sleeping = new CountDownLatch(waiters);
  }

  int waiters() {
    return wokenAt.length;
  }

  long woken() {
    return waiters() - sleeping.getCount();
  }

  /** Called once by each waiter, as the first thing that it does after its wait. */
  void woke(int waiter) {
    wokenAt[waiter] = System.nanoTime();
    sleeping.countDown();
  }

  /**
   * Cancels and waits until every waiter has run on.
   *
   * @throws AssertionError if some did not
   */
  void cancelAndAwait(Runnable cancel) throws InterruptedException {
    if (woken() != 0) {
      throw new AssertionError(woken() + " of " + waiters() + " woke before the cancellation");
    }
    cancelledAt = System.nanoTime();
    cancel.run();
    returnedAt = System.nanoTime();
    if (!sleeping.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("only " + woken() + " of " + waiters() + " were woken");
    }
  }

  /** How long the call that cancelled took. */
  double cancelCallMicros() {
    return (returnedAt - cancelledAt) / 1e3;
  }

  /** The time from the cancellation within which a share of the waiters had run on. */
  double percentileMicros(double share) {
    long[] sorted = wokenAt.clone();
    Arrays.sort(sorted);
    int rank = Math.max(1, (int) Math.ceil(share * sorted.length));
    return (sorted[rank - 1] - cancelledAt) / 1e3;
  }
}
