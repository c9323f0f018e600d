package io.sluice.testkit.history;

import com.google.common.collect.ImmutableSet;

/**
 * The state of a semaphore.
 *
 * @param available how many permits are left
 * @param refused attempts that failed although there were permits enough: somebody must have been
 *     waiting, whose own step is still to come
 */
record Permits(long available, ImmutableSet<Operation> refused) {

  Permits(long available) {
    this(available, ImmutableSet.of());
  }

  Permits with(long newAvailable) {
    return new Permits(newAvailable, refused);
  }

  Permits withRefused(Operation attempt) {
    return new Permits(
        available, ImmutableSet.<Operation>builder().addAll(refused).add(attempt).build());
  }

  /** Explains those attempts that somebody who waited overlapped. */
  Permits withWaiter(Operation waiter) {
    ImmutableSet.Builder<Operation> unexplained = ImmutableSet.builder();
    for (Operation attempt : refused) {
      if (!attempt.overlaps(waiter)) {
        unexplained.add(attempt);
      }
    }
    return new Permits(available, unexplained.build());
  }

  @Override
  public String toString() {
    return available + " available" + (refused.isEmpty() ? "" : ", with somebody waiting");
  }
}
