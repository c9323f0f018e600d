package io.sluice.testkit.history;

import java.util.Collection;
import java.util.List;

/**
 * Semaphores.
 *
 * <p>At a fair one an attempt may fail because others wait, though there are permits enough for it.
 * Who waits is no part of a history; but a waiter is an acquire that overlaps the attempt and whose
 * own step comes after it. So such an attempt leaves a state that is not {@linkplain #isComplete
 * complete} until such an acquire steps, be it granted, given up, interrupted or pending.
 *
 * @param permits at first
 * @param fair whether attempts may fail because others wait
 */
record SemaphoreModel(long permits, boolean fair) implements Model<Permits> {

  @Override
  public Permits initial() {
    return new Permits(permits);
  }

  @Override
  public boolean isComplete(Permits state) {
    return state.refused().isEmpty();
  }

  @Override
  public Collection<Permits> interrupted(Permits state, Operation operation) {
    return List.of(isAcquire(operation) ? state.withWaiter(operation) : state);
  }

  @Override
  public Collection<Permits> step(Permits state, Operation operation) {
    if (isAcquire(operation)) {
      return acquire(state.withWaiter(operation), operation);
    }
    return switch (operation.name()) {
      case "tryAcquire" -> attempt(state, operation);
      case "release" ->
          only(state.with(state.available() + amount(operation)), operation.exception() == null);
      case "availablePermits" -> only(state, Numbers.mayReturn(operation, state.available()));
      case "drainPermits" -> only(state.with(0), Numbers.mayReturn(operation, state.available()));
      default -> throw operation.unknownTo(this);
    };
  }

  private static boolean isAcquire(Operation operation) {
    return operation.name().equals("acquire");
  }

  private Collection<Permits> acquire(Permits state, Operation acquire) {
    if (!acquire.isPending()) {
      return attempt(state, acquire);
    }
    long left = state.available() - amount(acquire);
    return left < 0 ? List.of(state) : List.of(state, state.with(left));
  }

  private Collection<Permits> attempt(Permits state, Operation attempt) {
    long left = state.available() - amount(attempt);
    if (!Boolean.FALSE.equals(attempt.result())) {
      return only(state.with(left), left >= 0 && attempt.exception() == null);
    }
    if (left < 0) {
      return List.of(state);
    }
    return only(state.withRefused(attempt), fair);
  }

  private static long amount(Operation operation) {
    return operation.arguments().isEmpty() ? 1 : Numbers.argument(operation, 0);
  }

  private static Collection<Permits> only(Permits next, boolean possible) {
    return possible ? List.of(next) : List.of();
  }

  @Override
  public String toString() {
    return (fair ? "a fair semaphore of " : "a semaphore of ")
        + permits
        + (permits == 1 ? " permit" : " permits");
  }
}
