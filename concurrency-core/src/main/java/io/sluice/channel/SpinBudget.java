package io.sluice.channel;

/**
 * How long to spin before parking, learned for each channel: spinning continues only while recent
 * spins paid.
 *
 * <p>A positive budget is the number of spins to try. A spin that was rewarded doubles the budget up
 * to {@link #MOST}; one that was in vain halves it. Below {@link #FEWEST} spinning pauses: the
 * budget becomes negative and counts waits up to zero, when one probe shows whether times have
 * changed. So a layout in which spinning never pays (one core, many more threads than cores) spends
 * one short probe in {@link #PROBE_INTERVAL} waits on finding out.
 *
 * <p>On a single processor nobody could make the awaited claim meanwhile, so nothing spins at all.
 */
final class SpinBudget {

  private static final boolean MULTIPROCESSOR = Runtime.getRuntime().availableProcessors() > 1;

  static final int MOST = 64;
  static final int FEWEST = 8;
  static final int PROBE_INTERVAL = 64;

  static final int INITIAL = MULTIPROCESSOR ? FEWEST : Integer.MIN_VALUE;

  private SpinBudget() {}

  static int afterSuccess(int budget) {
    return Math.min(MOST, 2 * budget);
  }

  static int afterFailure(int budget) {
    int half = budget / 2;
    return half < FEWEST ? -PROBE_INTERVAL : half;
  }

  static int afterParking(int budget) {
    if (!MULTIPROCESSOR) {
      return budget;
    }
    return budget == -1 || budget == 0 ? FEWEST : budget + 1;
  }
}
