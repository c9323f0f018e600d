package io.sluice.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ends a context and wakes everybody who observes it or a context below it.
 *
 * <p>A walk over the observed part of the tree with a worklist that runs through the links of the
 * contexts themselves: no recursion, whatever the depth (rule 32), no allocation, and no lock held
 * while one context is left for the next. What nobody observes is not visited: it sees the end by
 * itself.
 *
 * <p>Where two threads end parts of one tree at once, each context's observers are woken by the one
 * that latched that context's ending.
 */
final class Cancellation {

  /** Contexts that have ended and whose observers are to be woken; a stack. */
  private @Nullable Observers pending;

  /** The first exception or error, kept so that the others are woken all the same. */
  private @Nullable Throwable failure;

  private Cancellation() {}

  /** Ends a context in the given way, unless it has ended. Returns whether this call did. */
  static boolean end(CancelContext context, Ending ending) {
    if (!context.latch(ending)) {
      return false;
    }
    Observers observers = context.knownObservers();
    Observer first = observers == null ? null : observers.takeAll();
    if (observers != null && first != null) {
      Observers.settle(observers);
      new Cancellation().wakeAll(first, ending);
    }
    return true;
  }

  private void wakeAll(@Nullable Observer first, Ending ending) {
    wake(first, ending);
    for (Observers next = pending; next != null; next = pending) {
      pending = (Observers) next.previous;
      next.previous = null;
      // Latched before it was put on the worklist.
      wake(next.takeAll(), Objects.requireNonNull(next.context.ending()));
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void wake(@Nullable Observer first, Ending ending) {
    for (Observer observer = first; observer != null; ) {
      Observer next = observer.next;
      observer.next = null;
      observer.previous = null;
      if (observer instanceof Observers child) {
        if (child.context.latch(child.context.inherit(ending))) {
          child.previous = pending;
          pending = child;
        }
      } else {
        tryWake(observer);
      }
      observer = next;
    }
  }

  private void tryWake(Observer observer) {
    try {
      observer.wake();
    } catch (RuntimeException | Error e) {
      // Out of memory, most likely: a thread could not be started.
      failure = failure == null ? e : failure;
    }
  }
}
