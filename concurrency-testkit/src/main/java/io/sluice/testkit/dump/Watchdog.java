package io.sluice.testkit.dump;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Watches one invocation of a test by the current thread: dumps all threads and interrupts it when
 * it takes too long, and once more if that was in vain.
 *
 * <p>Invariant: the thread is interrupted only while {@link #stopped} is not counted down, and both
 * happen under the lock; so nothing that runs after the test meets its interrupt.
 */
final class Watchdog {

  private final String test;
  private final Duration limit;
  private final Duration grace;
  private final Thread watched = Thread.currentThread();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** The first dump. Guarded by this; written once. */
  private @Nullable ThreadDump dump;

  /** Where the test stood when its time was over. Guarded by this. */
  private StackTraceElement[] stack = {};

  Watchdog(String test, Duration limit, Duration grace) {
    this.test = test;
    this.limit = limit;
    this.grace = grace;
  }

  void start() {
    Thread.ofPlatform()
        .daemon()
        .name("testkit-watchdog")
        .inheritInheritableThreadLocals(false)
        .start(this::watch);
  }

  private void watch() {
    if (isStoppedWithin(limit)) {
      return;
    }
    bark("took longer than " + DurationText.of(limit));
    if (!isStoppedWithin(grace)) {
      bark("still runs " + DurationText.of(grace) + " after it was interrupted");
    }
  }

  private void bark(String what) {
    StackTraceElement[] where = watched.getStackTrace();
    ThreadDump taken = ThreadDump.capture();
    synchronized (this) {
      if (dump == null) {
        dump = taken;
        stack = where;
      }
      if (stopped.getCount() > 0) {
        watched.interrupt();
      }
    }
    System.err.println("\"" + test + "\" " + what + ": " + taken);
  }

  private boolean isStoppedWithin(Duration time) {
    try {
      return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Whoever interrupts all threads that there are has no use for this one either.
      return true;
    }
  }

  /**
   * Ends the watch, by the watched thread.
   *
   * @return what the test fails with; null if it was in time
   */
  synchronized @Nullable TimeoutException stop() {
    stopped.countDown();
    if (dump == null) {
      return null;
    }
    // The interrupt was meant for the test.
    Thread.interrupted();
    Throwable cause = new Throwable("The test stood here when its time was over");
    cause.setStackTrace(stack);
    TimeoutException timeout =
        new TimeoutException("\"" + test + "\" took longer than " + DurationText.of(limit));
    timeout.initCause(cause);
    return timeout;
  }

  /** The text of the first dump; empty if there was none. */
  synchronized String dump() {
    return dump == null ? "" : dump.toString();
  }
}
