package io.sluice.context;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to know when a context ends: one place in its list of {@link Observers}.
 *
 * <p>The links belong to that list and are guarded by its lock, until the context has ended; then
 * they belong to the thread that {@linkplain Cancellation wakes} the observers.
 */
abstract sealed class Observer
    permits Observers, ParkedThread, InterruptibleRegion, CancelCallback, DoneChannel {

  @Nullable Observer previous;

  @Nullable Observer next;

  /** Whether this stands in a list. */
  boolean linked;

  /**
   * The context has ended. Runs in the thread that ended it, at most once, with no lock held; must
   * be quick and run no code of users.
   */
  abstract void wake();
}
