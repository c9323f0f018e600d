package io.sluice.testkit.dump;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How objects and threads are told in reports. */
final class Description {

  /** How long foreign code may take to describe an object before it is given up. */
  private static final long PATIENCE_MILLIS = 200;

  private Description() {}

  /**
   * Describes what a thread is parked at in its own words.
   *
   * <p>Those may be foreign code, and its locks may be what hangs: it runs in a thread of its own,
   * which is given up if it does not answer.
   */
  static String of(Object blocker) {
    String name = blocker.getClass().getName();
    if (name.startsWith("java.util.concurrent.locks.")
        || (name.startsWith("io.sluice.") && Position.isMachinery(name))) {
      return blocker.toString();
    }
    FutureTask<String> description = new FutureTask<>(blocker::toString);
    Thread.ofPlatform()
        .daemon()
        .name("testkit-description")
        .inheritInheritableThreadLocals(false)
        .start(description);
    boolean interrupted = false;
    try {
      String told = description.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return told == null ? ofIdentity(blocker) : told;
    } catch (TimeoutException e) {
      return ofIdentity(blocker) + " (whose toString() does not return)";
    } catch (ExecutionException e) {
      return ofIdentity(blocker) + " (whose toString() threw " + e.getCause() + ")";
    } catch (InterruptedException e) {
      interrupted = true;
      return ofIdentity(blocker);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Describes an object without calling any of its methods. */
  static String ofIdentity(Object object) {
    return object.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(object));
  }

  static String ofThread(String name, long id) {
    return name.isEmpty() ? "thread #" + id : "\"" + name + "\" (#" + id + ")";
  }
}
