package io.sluice.context;

import io.sluice.time.TimeSource;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of code whose thread is interrupted when a context ends.
 *
 * <h2>States</h2>
 *
 * <pre>
 *   ARMED ── canceller ──▶ FIRING ── canceller, after the interrupt ──▶ FIRED
 *     │
 *     └── owner, on leaving ──▶ DISARMED
 * </pre>
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>The canceller interrupts between FIRING and FIRED only, and the owner does not leave in
 *       between. So no interrupt of a region arrives after the region.
 *   <li>A region whose context has ended when the owner leaves counts as fired.
 *   <li>An owner that leaves a region that has fired clears the interrupt status, whether or not
 *       the code consumed the interrupt. So no interrupt of a region stays behind.
 *   <li>{@link #FIRED_REGIONS} counts, for each thread, the regions that have fired and were not
 *       left; it is raised before the interrupt. An owner that has cleared the status looks there
 *       for enclosing regions and, if there is one, interrupts itself: it may have cleared that
 *       one's interrupt. One that fires only after the look interrupts after the clearing.
 * </ul>
 */
final class InterruptibleRegion extends Observer {

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(InterruptibleRegion.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int ARMED = 0;
  private static final int FIRING = 1;
  private static final int FIRED = 2;
  private static final int DISARMED = 3;

  private static final int SPINS = 256;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000;

  private static final ConcurrentMap<Thread, Integer> FIRED_REGIONS = new ConcurrentHashMap<>();

  private final Thread owner;

  private volatile int state = ARMED;

  /** Whether this is counted in {@link #FIRED_REGIONS}. Written before FIRED, read after it. */
  private boolean counted;

  private InterruptibleRegion(Thread owner) {
    this.owner = owner;
  }

  /** Runs an operation as a region of the current thread. */
  static <T extends @Nullable Object> T call(CancelContext context, Callable<T> operation)
      throws Exception {
    InterruptibleRegion region = new InterruptibleRegion(Thread.currentThread());
    T result;
    try {
      if (!context.observe(region)) {
        throw context.cancellation();
      }
      result = operation.call();
    } catch (Throwable failure) {
      if (region.leave(context) && isInterruption(failure)) {
        throw withReason(context.cancellation(), failure);
      }
      throw failure;
    }
    region.leave(context);
    return result;
  }

  /** What the JDK throws to tell that the thread was interrupted. */
  private static boolean isInterruption(Throwable failure) {
    return !(failure instanceof CancelledException)
        && (failure instanceof InterruptedException
            || failure instanceof ClosedByInterruptException
            || failure instanceof FileLockInterruptionException
            || (failure instanceof InterruptedIOException
                && !(failure instanceof SocketTimeoutException))
            || (failure instanceof SocketException
                && "Closed by interrupt".equals(failure.getMessage())));
  }

  private static CancelledException withReason(CancelledException exception, Throwable reason) {
    if (exception.getCause() == null) {
      exception.initCause(reason);
    } else {
      exception.addSuppressed(reason);
    }
    return exception;
  }

  @Override
  void wake() {
    if (STATE.compareAndSet(this, ARMED, FIRING)) {
      try {
        FIRED_REGIONS.merge(owner, 1, Integer::sum);
        counted = true;
        owner.interrupt();
      } finally {
        state = FIRED;
      }
    }
  }

  /** Ends the region. Returns whether it was interrupted. */
  private boolean leave(CancelContext context) {
    if (context.hasLatched()) {
      // The canceller may not have come here yet, but the code may know of the end already: from an
      // operation that was given the context, or by an enclosing region that ended with it. It may
      // even have restored the interrupt status for it.
      wake();
    }
    if (STATE.compareAndSet(this, ARMED, DISARMED)) {
      context.unobserve(this);
      return false;
    }
    awaitFired();
    if (counted) {
      FIRED_REGIONS.computeIfPresent(owner, (thread, count) -> count == 1 ? null : count - 1);
    }
    Thread.interrupted();
    if (FIRED_REGIONS.containsKey(owner)) {
      owner.interrupt();
    }
    return true;
  }

  /** The canceller has two steps to go, but may have been descheduled. */
  private void awaitFired() {
    for (int i = 0; state != FIRED && i < SPINS; i++) {
      Thread.onSpinWait();
    }
    for (long pause = 1_000; state != FIRED; pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS)) {
      // A set status would end the park at once. It is this region's or is restored by leave().
      Thread.interrupted();
      TimeSource.parkNanos(this, pause);
    }
  }
}
