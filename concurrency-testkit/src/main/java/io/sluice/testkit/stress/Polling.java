package io.sluice.testkit.stress;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How to wait for what nobody announces. */
@SuppressWarnings("ThreadPriorityCheck") // who yields waits for others, who may need its processor
final class Polling {

  private static final long PAUSE_NANOS = 50_000;

  /** For so many looks, the processor's own hint is enough. */
  private static final int SPINS = 200;

  private static final int YIELDS = 2_000;

  private Polling() {}

  /**
   * Polls until a condition holds; fails after {@link Threads#DEADLINE} with what is described at
   * that moment. Leaves the interrupt status alone: the condition may be about it.
   */
  static void await(BooleanSupplier condition, Supplier<String> description) {
    long deadline = System.nanoTime() + Threads.DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "waited " + Threads.DEADLINE + " in vain for " + description.get());
      }
      pause();
    }
  }

  /** Between two looks at what is due within nanoseconds, if the processors suffice. */
  static void spin(int looks) {
    if (looks < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  /** Between two looks at what is mostly due soon, but may take long. */
  static void relax(int looks) {
    if (looks < SPINS + YIELDS) {
      spin(looks);
    } else {
      pause();
    }
  }

  private static void pause() {
    if (Thread.currentThread().isInterrupted()) {
      Thread.yield(); // it would not park
    } else {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
