package io.sluice.channel;

import io.sluice.time.TimeSource;

/** How a waiter looks out for its claim before it parks, if its {@link SpinBudget} allows it to. */
final class Spin {

  private Spin() {}

  /** Returns whether the claim came meanwhile. May let other threads run first. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing waits for what the yield lets happen
  static boolean untilClaimed(Waiter waiter, Waiter.Blocked blocked) {
    boolean virtual = Thread.currentThread().isVirtual();
    int budget = blocked.spinBudget();
    if (!SpinBudget.allowsSpin(budget, virtual)) {
      blocked.learn(SpinBudget.afterParking(budget));
      return false;
    }
    if (virtual && budget == SpinBudget.TURN) {
      blocked.learn(SpinBudget.afterTurn());
      Thread.yield();
    }
    boolean rewarded = isClaimedWithinRound(waiter);
    if (!rewarded && !virtual) {
      // The clock is read only where the spin takes long.
      long end = TimeSource.nanoTime() + SpinBudget.PLATFORM_NANOS;
      do {
        rewarded = isClaimedWithinRound(waiter);
      } while (!rewarded && TimeSource.nanoTime() - end < 0);
    }
    if (rewarded) {
      // Lets the partner come back first, if it does so at once: it has the channel in its cache,
      // and two who come at the same time contend for the lock (ADR 3).
      Thread.onSpinWait();
    }
    // Read again: others that wait at the same channel have learned, too.
    budget = blocked.spinBudget();
    blocked.learn(rewarded ? SpinBudget.afterReward(budget) : SpinBudget.afterVain(budget));
    return rewarded;
  }

  private static boolean isClaimedWithinRound(Waiter waiter) {
    for (int i = 0; waiter.winner() == null && i < SpinBudget.ROUND; i++) {
      Thread.onSpinWait();
    }
    return waiter.winner() != null;
  }
}
