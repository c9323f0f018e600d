package io.sluice.testkit.leak;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/**
 * How to know of a virtual thread that is gone whether it had ended: by the latch that its end
 * counts down for those who join it, and which refers to them but not to the thread.
 */
final class Termination {

  private final Class<?> type;
  private final Method latch;
  private final Field synchronizer;

  /**
   * Finds out how this JDK does it.
   *
   * @throws ReflectiveOperationException if it does it otherwise than those that are known
   */
  Termination() throws ReflectiveOperationException {
    type = Class.forName("java.lang.VirtualThread");
    latch = latchMethod(type);
    latch.setAccessible(true);
    synchronizer = CountDownLatch.class.getDeclaredField("sync");
    synchronizer.setAccessible(true);
  }

  /** Its name differs between JDKs. */
  private static Method latchMethod(Class<?> type) throws NoSuchMethodException {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getReturnType() == CountDownLatch.class && method.getParameterCount() == 0) {
        return method;
      }
    }
    throw new NoSuchMethodException(type + " has no method that returns a latch");
  }

  /** Whether a thread has such a latch: it has not where the JVM runs it as a platform thread. */
  boolean isKnownOf(Thread thread) {
    return type.isInstance(thread);
  }

  /** The latch; made if nobody has joined the thread yet. */
  CountDownLatch latch(Thread thread) {
    try {
      return (CountDownLatch) latch.invoke(thread);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a method that was found cannot be called", e);
    }
  }

  /** The numbers of the threads that wait at a latch. */
  Set<Long> joiners(CountDownLatch termination) {
    try {
      Set<Long> ids = new HashSet<>();
      Object queue = synchronizer.get(termination);
      ((AbstractQueuedSynchronizer) queue)
          .getQueuedThreads()
          .forEach(joiner -> ids.add(joiner.threadId()));
      return ids;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a field made accessible is not", e);
    }
  }
}
