package io.sluice.testkit.stress;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How to wait for what nobody announces. */
@SuppressWarnings("ThreadPriorityCheck") // who yields waits for others, who may need its processor
final class Polling {

  private static final long PAUSE_NANOS = 50_000;

  /** For so many looks, the processor's own hint is enough. */
  private static final int SPINS = 200;

  private static final int YIELDS = 300;

  private Polling() {}

  /**
   * Polls until a condition holds; fails when the patience is at its end, with what is described at
   * that moment. The condition sees the interrupt status as it is: it may be about that.
   */
  static void await(Duration patience, BooleanSupplier condition, Supplier<String> description) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("waited " + patience + " in vain for " + description.get());
      }
      pause();
    }
  }

  /** A duration to compare with a difference of two times; too long a one is as long as any is. */
  static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }

  /**
   * Between two looks at what is due within nanoseconds, if the processors suffice. If they do not,
   * to yield is not enough: virtual threads that yield for ever keep the carriers to themselves,
   * and those they wait for never run.
   */
  static void relax(int looks) {
    if (looks < SPINS) {
      Thread.onSpinWait();
    } else if (looks < SPINS + YIELDS) {
      Thread.yield();
    } else {
      pause();
    }
  }

  /** Lets others run. An interrupted thread does not park, and to yield is not enough, as above. */
  private static void pause() {
    Thread self = Thread.currentThread();
    if (!self.isInterrupted()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    } else if (!self.isVirtual()) {
      Thread.yield();
    } else {
      Thread.interrupted();
      LockSupport.parkNanos(1); // takes the permit that came with the interrupt
      LockSupport.parkNanos(PAUSE_NANOS);
      self.interrupt();
    }
  }
}
