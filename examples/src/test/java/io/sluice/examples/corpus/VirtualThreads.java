package io.sluice.examples.corpus;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

/**
 * The virtual threads that were started after a certain moment and have not ended. The JDK keeps a
 * list of them for its thread dumps, and this reads it; they are told apart by their numbers.
 */
final class VirtualThreads {

  private static final Object ROOT;
  private static final Method THREADS;
  private static final Method CHILDREN;

  static {
    try {
      // Opened by the testkit's agent.
      Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers");
      Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer");
      ROOT = containers.getMethod("root").invoke(null);
      THREADS = container.getMethod("threads");
      CHILDREN = container.getMethod("children");
      THREADS.setAccessible(true);
      CHILDREN.setAccessible(true);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long after;

  private VirtualThreads(long after) {
    this.after = after;
  }

  /** Those that are started from now on. */
  static VirtualThreads startedFromNow() {
    return new VirtualThreads(Thread.ofVirtual().unstarted(() -> {}).threadId());
  }

  List<Thread> alive() {
    return threads(ROOT)
        .filter(thread -> thread.isVirtual() && thread.threadId() > after && thread.isAlive())
        .toList();
  }

  @SuppressWarnings("unchecked") // as its declaration says
  private static Stream<Thread> threads(Object container) {
    try {
      Stream<Object> children = (Stream<Object>) CHILDREN.invoke(container);
      return Stream.concat(
          (Stream<Thread>) THREADS.invoke(container), children.flatMap(VirtualThreads::threads));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
