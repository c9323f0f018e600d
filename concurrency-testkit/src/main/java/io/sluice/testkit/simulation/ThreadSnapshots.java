package io.sluice.testkit.simulation;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
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
    Object told = ask(WAITING_ON, thread);
    if (told != null) {
      return told;
    }
    // The JVM forgets it once the wait is compiled, but not which monitors the thread had entered.
    Set<Object> entered = entered(thread);
    return entered.size() == 1 ? entered.iterator().next() : null;
  }

  /** Whether a thread holds a monitor, that is, has entered it and does not wait in it. */
  @SuppressWarnings("ReferenceEquality") // the very object
  static boolean owns(Thread thread, Object monitor) {
    return entered(thread).contains(monitor)
        && !(JdkThreads.isWaiting(thread) && waitingOn(thread) == monitor);
  }

  /** The monitors that a thread has entered, also one that it waits in. */
  private static Set<Object> entered(Thread thread) {
    Set<Object> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      Object snapshot = OF.invoke(null, thread);
      if (snapshot == null) {
        return entered;
      }
      // The JVM's own frames count too, and it does not tell how many there are.
      int depth = thread.getStackTrace().length + HIDDEN_FRAMES;
      for (int i = 0; i < depth; i++) {
        ((Stream<?>) OWNED_AT.invoke(snapshot, i)).forEach(entered::add);
      }
      return entered;
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
