package io.sluice.channel;

/**
 * Whether to spin before parking, learned for each channel: spinning continues only while recent
 * spins paid.
 *
 * <p>The budget is a credit. A spin that was rewarded earns one, up to {@link #MOST_CREDIT}; one
 * that was in vain costs {@link #PRICE}, so spinning goes on only while four of five pay. A used-up
 * credit becomes a negative count of waits that park at once, after which one spin on each
 * processor probes whether times have changed. So a layout in which spinning never pays (many more
 * threads than cores) spends few spins in {@link #PAUSE} waits on finding out, a channel that has
 * few waits in its life spends none, and on a single processor, where nobody could make the awaited
 * claim meanwhile, nothing spins at all.
 *
 * <p>Two virtual threads that always find each other within a spin would keep two carriers for
 * themselves. So after {@link #TURN} rewards one wait parks, and lets others have theirs.
 *
 * <p>Only the rendezvous spins. A buffered channel is faster when its waiter sleeps until the other
 * side has filled or emptied the buffer. The figures are in ADR 0003.
 */
final class SpinBudget {

  /** The longest spin of a platform thread: about what a park and its wake-up cost. */
  static final int PLATFORM_SPINS = 512;

  /** And of a virtual thread, which another one may be waiting to replace. */
  static final int VIRTUAL_SPINS = 256;

  static final int MOST_CREDIT = 8;
  static final int PRICE = 4;
  static final int PAUSE = 256;

  /** The budget at which one wait parks. */
  static final int TURN = 64;

  private static final int NEVER = Integer.MIN_VALUE;

  static final int INITIAL = Runtime.getRuntime().availableProcessors() > 1 ? -PAUSE : NEVER;

  private SpinBudget() {}

  static boolean allowsSpin(int budget) {
    return budget >= 0 && budget < TURN;
  }

  /** For how many iterations the current thread may spin. */
  static int spins() {
    return Thread.currentThread().isVirtual() ? VIRTUAL_SPINS : PLATFORM_SPINS;
  }

  /** What is more than the most credit only counts the rewards until a turn is over. */
  static int afterReward(int budget) {
    return Math.min(TURN, budget + 1);
  }

  static int afterVain(int budget) {
    return budget < PRICE ? -PAUSE : Math.min(budget, MOST_CREDIT) - PRICE;
  }

  static int afterParking(int budget) {
    if (budget == NEVER) {
      return NEVER;
    }
    return budget < 0 ? budget + 1 : MOST_CREDIT;
  }
}
