package io.sluice.context;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Looks into guarded regions, to tell in which moment of a region its context was cancelled. */
final class RegionProbe {

  private static final VarHandle FIRST;
  private static final VarHandle STATE;
  private static final int ARMED = 0;
  private static final int DISARMED = 3;

  static {
    try {
      FIRST =
          MethodHandles.privateLookupIn(Observers.class, MethodHandles.lookup())
              .findVarHandle(Observers.class, "first", Observer.class);
      STATE =
          MethodHandles.privateLookupIn(InterruptibleRegion.class, MethodHandles.lookup())
              .findVarHandle(InterruptibleRegion.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private RegionProbe() {}

  /**
   * Returns the one region that observes a context, or null if the context has been cancelled since
   * the region began.
   */
  static InterruptibleRegion regionOf(CancellableContext context) {
    return (InterruptibleRegion) FIRST.getVolatile(((CancelContext) context).observers());
  }

  static boolean isArmed(InterruptibleRegion region) {
    return (int) STATE.getVolatile(region) == ARMED;
  }

  /** Tells of a region that was left whether it had been interrupted. */
  static boolean hasFired(InterruptibleRegion region) {
    return (int) STATE.getVolatile(region) != DISARMED;
  }
}
