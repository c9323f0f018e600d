package io.sluice.context;

import static java.lang.invoke.MethodHandles.lookup;
import static java.lang.invoke.MethodHandles.privateLookupIn;

import java.lang.invoke.MethodHandles;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Looks into the {@link DeadlineTimer}. */
final class TimerProbe {

  private static final AtomicReference<?> THREAD = (AtomicReference<?>) field("thread");
  private static final AtomicInteger UNSET = (AtomicInteger) field("unset");
  private static final Queue<?> SUBMITTED = (Queue<?>) field("submitted");
  private static final PriorityQueue<?> PENDING = (PriorityQueue<?>) field("pending");

  private TimerProbe() {}

  private static Object field(String name) {
    try {
      MethodHandles.Lookup timer = privateLookupIn(DeadlineTimer.class, lookup());
      return timer
          .unreflectGetter(DeadlineTimer.class.getDeclaredField(name))
          .invoke(DeadlineTimer.current());
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The running thread, or null. */
  static Thread thread() {
    return (Thread) THREAD.get();
  }

  /** How many alarms the timer holds, set or not; a snapshot that may be out of date. */
  static int alarms() {
    return PENDING.size() + SUBMITTED.size();
  }

  /** How many of these are not set. */
  static int unset() {
    return UNSET.get();
  }
}
