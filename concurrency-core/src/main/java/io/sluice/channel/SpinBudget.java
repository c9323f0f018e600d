package io.sluice.channel;

/**
 * Whether to spin before parking, learned for each channel and each select: spinning continues only
 * while recent spins paid.
 *
 * <p>The budget is a credit. A spin that was rewarded earns one, up to {@link #MOST_CREDIT}; one
 * that was in vain costs {@link #PRICE}, so spinning goes on only while four of five pay. A used-up
 * credit becomes a negative count of waits that park at once, after which one spin on each
 * processor probes whether times have changed. So a layout in which spinning never pays (many more
 * threads than cores) spends few spins in {@link #PAUSE} waits on finding out, a channel that has
 * few waits in its life spends none, and on a single processor, where nobody could make the awaited
 * claim meanwhile, nothing spins at all.
 *
 * <p>Two platform threads that once parked for each other on idle cores stay in that mode, in which
 * each hand-over waits for a core to wake up, until one spins for as long as a wake-up takes. That
 * decides the length of their spin, and since each wait of theirs in the pause may cost as much,
 * they probe early in it, too. That length is a time, read from the clock after each round of
 * iterations, for what an iteration takes differs between machines by more than ten times. Virtual
 * threads spin for one round: they know no clock that a simulation would let pass meanwhile.
 *
 * <p>Two virtual threads that always find each other within a spin would keep two carriers for
 * themselves. So at {@link #TURN} rewards a virtual thread yields before it spins, which costs less
 * than to park and be woken if there are no others. The operating system gives platform threads
 * their turns.
 *
 * <p>Only the rendezvous spins, and a select of such. A buffered channel is faster when its waiter
 * sleeps until the other side has filled or emptied the buffer. The figures are in ADR 0003.
 */
final class SpinBudget {

  /**
   * The iterations of a round: all that a virtual thread spins, which another one may be waiting to
   * replace.
   */
  static final int ROUND = 256;

  /** For how long a platform thread goes on after its first round: as an idle core's wake-up. */
  static final long PLATFORM_NANOS = 50_000;

  static final int MOST_CREDIT = 8;
  static final int PRICE = 4;
  static final int PAUSE = 256;

  /**
   * The budget within a pause, after four waits, at which a platform thread probes already. If
   * others wait meanwhile the budget may have moved on, and the pause goes on in spite of a reward.
   */
  static final int EARLY_PROBE = -PAUSE + 4;

  /** The budget at which a virtual thread yields. */
  static final int TURN = 64;

  /** The budget of a wait that never spins. */
  static final int NEVER = Integer.MIN_VALUE;

  static final int INITIAL = Runtime.getRuntime().availableProcessors() > 1 ? -PAUSE : NEVER;

  private SpinBudget() {}

  /** Whether the waiting thread may spin, or shall park at once. */
  static boolean allowsSpin(int budget, boolean virtual) {
    return budget >= 0 || (budget == EARLY_PROBE && !virtual);
  }

  /** What is more than the most credit only counts the rewards until a turn is over. */
  static int afterReward(int budget) {
    return budget == EARLY_PROBE ? 1 : Math.min(TURN, budget + 1);
  }

  static int afterVain(int budget) {
    if (budget < 0) {
      return budget + 1;
    }
    return budget < PRICE ? -PAUSE : Math.min(budget, MOST_CREDIT) - PRICE;
  }

  /** What was earned beyond the most credit does not count any longer. */
  static int afterTurn() {
    return MOST_CREDIT;
  }

  static int afterParking(int budget) {
    return budget == NEVER ? NEVER : budget + 1;
  }
}
