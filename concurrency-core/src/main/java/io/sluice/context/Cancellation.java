package io.sluice.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ends a context and wakes everybody who observes it or a context below it.
 *
 * <p>A walk over the observed part of the tree with a worklist that runs through the links of the
 * contexts themselves: no recursion, whatever the depth (rule 32), and no lock held while one
 * context is left for the next. What nobody observes is not visited: it sees the end by itself.
 *
 * <p>Where two threads end parts of one tree at once, each context's observers are woken by the one
 * that takes them, which is mostly the one that latched that context's ending.
 *
 * <p>Regions come last. To interrupt a thread is also to close the interruptible channel at which
 * it waits, which may take its time. A caller of cancel asked for that; the timer and those who
 * merely ask for the state did not, so there the {@link Interrupter} does it.
 */
final class Cancellation {

  /** Whether the current thread may interrupt others by itself. */
  private final boolean cancelling;

  /** Contexts that have ended and whose observers are to be woken; a stack. */
  private @Nullable Observers pending;

  /** Regions to be interrupted; a list through {@link Observer#next}. */
  private @Nullable Observer firstRegion;

  private @Nullable Observer lastRegion;

  private Cancellation(boolean cancelling) {
    this.cancelling = cancelling;
  }

  /** Ends a context in the given way, unless it has ended. Returns whether this call did. */
  static boolean end(CancelContext context, Ending ending, boolean cancelling) {
    // Made first: once the ending is latched, nothing may fail before all are woken.
    Cancellation walk = new Cancellation(cancelling);
    boolean first = context.latch(ending);
    if (first) {
      walk.wakeBelow(context);
    }
    return first;
  }

  /** Wakes those whom the one who ended the context has not come to yet. */
  static void help(CancelContext ended) {
    Observers observers = ended.knownObservers();
    if (observers != null && !observers.isEmpty()) {
      new Cancellation(true).wakeBelow(ended);
    }
  }

  private void wakeBelow(CancelContext root) {
    Observers observers = root.knownObservers();
    Observer first = observers == null ? null : observers.takeAll();
    if (observers == null || first == null) {
      return;
    }
    Observers.settle(observers);
    wake(first, root);
    for (Observers next = pending; next != null; next = pending) {
      pending = (Observers) next.previous;
      next.previous = null;
      wake(next.takeAll(), next.context);
    }
    if (firstRegion != null) {
      interrupt(firstRegion);
    }
  }

  private void wake(@Nullable Observer first, CancelContext ended) {
    Ending ending = Objects.requireNonNull(ended.ending());
    for (Observer observer = first; observer != null; ) {
      Observer next = observer.next;
      observer.next = null;
      observer.previous = null;
      if (observer instanceof Observers child) {
        if (child.context.latch(inherited(child.context, ending))) {
          child.previous = pending;
          pending = child;
        } else {
          // Another is about to wake those below. What tells of the end must be there when this
          // cancel returns.
          child.context.closeDone();
        }
      } else if (observer instanceof InterruptibleRegion) {
        if (lastRegion == null) {
          firstRegion = observer;
        } else {
          lastRegion.next = observer;
        }
        lastRegion = observer;
      } else {
        tryWake(observer);
      }
      observer = next;
    }
  }

  private static Ending inherited(CancelContext child, Ending ending) {
    try {
      return child.inherit(ending);
    } catch (OutOfMemoryError e) {
      // Better the other reason than none, and those below not woken.
      return ending;
    }
  }

  private void interrupt(Observer regions) {
    if (!cancelling) {
      try {
        Interrupter.execute(() -> wakeEach(regions));
        return;
      } catch (OutOfMemoryError e) {
        // No thread for it; better here than not at all.
        WakeFailure.report(e);
      }
    }
    wakeEach(regions);
  }

  private static void wakeEach(Observer regions) {
    for (Observer region = regions; region != null; ) {
      Observer next = region.next;
      region.next = null;
      tryWake(region);
      region = next;
    }
  }

  /** Wakes one, so that the others are woken too, whatever comes of it. */
  private static void tryWake(Observer observer) {
    try {
      observer.wake();
    } catch (Throwable failure) {
      WakeFailure.report(failure);
    }
  }
}
