package io.sluice.testkit.simulation;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the JVM which monitors a thread waits for and which it holds. */
final class ThreadSnapshots {

  private static final int HIDDEN_FRAMES = 32;

  private static final Method OF;
  private static final Method BLOCKED_ON;
  private static final Method WAITING_ON;
  private static final Method OWNED_AT;

  static {
    try {
      Class<?> type = Class.forName("jdk.internal.vm.ThreadSnapshot");
      OF = accessible(type.getDeclaredMethod("of", Thread.class));
      BLOCKED_ON = accessible(type.getDeclaredMethod("blockedOn"));
      WAITING_ON = accessible(type.getDeclaredMethod("waitingOn"));
      OWNED_AT = accessible(type.getDeclaredMethod("ownedMonitorsAt", int.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private ThreadSnapshots() {}

  private static Method accessible(Method method) {
    method.setAccessible(true);
    return method;
  }

  /** The monitor that a thread waits to enter, or null. */
  static @Nullable Object blockedOn(Thread thread) {
    return ask(BLOCKED_ON, thread);
  }

  /** The monitor that a thread waits in, or null. */
  static @Nullable Object waitingOn(Thread thread) {
    return ask(WAITING_ON, thread);
  }

  /** Whether a thread holds a monitor. */
  @SuppressWarnings("ReferenceEquality") // the very object
  static boolean owns(Thread thread, Object monitor) {
    try {
      Object snapshot = OF.invoke(null, thread);
      if (snapshot == null) {
        return false;
      }
      // The JVM's own frames count too, and it does not tell how many there are.
      int depth = thread.getStackTrace().length + HIDDEN_FRAMES;
      for (int i = 0; i < depth; i++) {
        if (((Stream<?>) OWNED_AT.invoke(snapshot, i)).anyMatch(owned -> owned == monitor)) {
          return true;
        }
      }
      return false;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object ask(Method question, Thread thread) {
    try {
      Object snapshot = OF.invoke(null, thread);
      return snapshot == null ? null : question.invoke(snapshot);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
