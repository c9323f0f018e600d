package io.sluice.context;

import static java.lang.invoke.MethodHandles.lookup;
import static java.lang.invoke.MethodHandles.privateLookupIn;

import io.sluice.testkit.stress.Threads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Looks into contexts: who observes them, and whether their alarms are set. */
public final class Probe {

  private static final VarHandle FIRST;
  private static final VarHandle ALARM;
  private static final VarHandle TARGET;

  static {
    try {
      MethodHandles.Lookup observers = privateLookupIn(Observers.class, lookup());
      FIRST = observers.findVarHandle(Observers.class, "first", Observer.class);
      ALARM = observers.findVarHandle(Observers.class, "alarm", Alarm.class);
      TARGET =
          privateLookupIn(Alarm.class, lookup())
              .findVarHandle(Alarm.class, "target", AtomicReference.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Probe() {}

  /** The context that ends the given one; null for the background. */
  static CancelContext source(Context context) {
    return ((AbstractContext) context).source();
  }

  /** Counts those who observe a context; only while nobody joins or leaves. */
  public static int observers(Context context) {
    Observers list = source(context).knownObservers();
    Observer first = list == null ? null : (Observer) FIRST.getVolatile(list);
    int count = 0;
    for (Observer each = first; each != null; each = each.next == first ? null : each.next) {
      count++;
    }
    return count;
  }

  /** Tells whether one context stands in the list of the other; under the same condition. */
  public static boolean isLinked(Context child, Context parent) {
    Observers sought = source(child).knownObservers();
    Observers list = source(parent).knownObservers();
    Observer first = list == null ? null : (Observer) FIRST.getVolatile(list);
    for (Observer each = first; each != null; each = each.next == first ? null : each.next) {
      if (each == sought) {
        return true;
      }
    }
    return false;
  }

  /** The alarm of a context, or null if there never was one. */
  static Alarm alarm(Context context) {
    Observers list = source(context).knownObservers();
    return list == null ? null : (Alarm) ALARM.getVolatile(list);
  }

  /** Tells whether the timer is to wake a context, and so knows it. */
  public static boolean isAlarmSet(Context context) {
    Alarm alarm = alarm(context);
    return alarm != null && ((AtomicReference<?>) TARGET.get(alarm)).get() instanceof CancelContext;
  }

  /**
   * Waits until nobody observes a context any more and its alarm is not set: where it was the timer
   * that found the deadline passed, this may be a moment after others have seen it.
   */
  static void awaitUnobserved(Context context) {
    Threads.await(
        () -> observers(context) == 0 && !isAlarmSet(context), context + " to be left by all");
  }

  /** Registers an action as {@code onCancel} does that has found the context active just before. */
  public static void observeUnlooked(Context context, Runnable action) {
    CancelContext source = source(context);
    CancelCallback callback = new CancelCallback(action, source);
    if (!source.observers().add(callback)) {
      callback.wake();
    }
  }

  /** Tells whether a context knows its end already, other than by being asked. */
  static boolean hasLatched(Context context) {
    return source(context).hasLatched();
  }

  /** Waits until the deadline has passed, without asking the context. */
  static void awaitDeadline(Context context) {
    long deadline = source(context).deadline;
    Threads.await(() -> System.nanoTime() - deadline > 0, "a deadline");
  }

  /** Makes a child whose deadline is at the given reading of the clock. */
  static CancelContext childWithDeadlineAt(Context parent, long nanoTime) {
    return new CancelContext(source(parent), Values.NONE, nanoTime);
  }

  /** Cancels as at the given reading of the clock. */
  static boolean cancelAt(Context context, Throwable cause, long nanoTime) {
    return Cancellation.end(source(context), Ending.cancelled(cause, nanoTime), true);
  }

  /** A duration by which no test is still running. */
  static final Duration LONG = Duration.ofHours(1);
}
