package io.sluice.channel;

import org.jspecify.annotations.Nullable;

/**
 * An unbuffered channel: nothing is ever stored, so every value passes from a waiting sender to an
 * arriving receiver, or the other way round (rule 1). See {@link HandOff} for the algorithm.
 */
final class RendezvousChannel<T> extends AbstractChannel<T> {

  /** See {@link SpinBudget}. Racy by design: a lost update only delays the learning. */
  private int spinBudget = SpinBudget.INITIAL;

  @Override
  public int spins() {
    int budget = spinBudget;
    if (SpinBudget.allowsSpin(budget)) {
      return SpinBudget.SPINS;
    }
    spinBudget = SpinBudget.afterParking(budget);
    return 0;
  }

  @Override
  public void learn(boolean rewarded) {
    spinBudget = rewarded ? SpinBudget.afterReward(spinBudget) : SpinBudget.afterVain(spinBudget);
  }

  @Override
  boolean offer(T value) {
    return false;
  }

  @Override
  @Nullable T poll() {
    return null;
  }

  @Override
  boolean hasValue() {
    return false;
  }

  @Override
  boolean hasRoom() {
    return false;
  }

  @Override
  int buffered() {
    return 0;
  }

  @Override
  public int capacity() {
    return 0;
  }

  @Override
  String origin() {
    return "Channel.unbuffered()";
  }
}
