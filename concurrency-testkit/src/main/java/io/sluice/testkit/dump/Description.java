package io.sluice.testkit.dump;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

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
    // The JVM keeps a thread for a while after its end, and the thread its task: the task must not
    // keep what it described, or the collector could not prove it unreachable.
    AtomicReference<@Nullable Object> subject = new AtomicReference<>(blocker);
    AtomicReference<@Nullable String> told = new AtomicReference<>();
    Thread describer =
        Thread.ofPlatform()
            .daemon()
            .name("testkit-description")
            .inheritInheritableThreadLocals(false)
            .start(() -> told.set(describe(subject.getAndSet(null))));
    try {
      describer.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String description = told.get();
    return description == null
        ? ofIdentity(blocker) + " (whose toString() does not return)"
        : description;
  }

  private static String describe(@Nullable Object blocker) {
    Objects.requireNonNull(blocker);
    try {
      return String.valueOf(blocker.toString());
    } catch (Throwable failure) {
      return ofIdentity(blocker) + " (whose toString() threw " + failure + ")";
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
