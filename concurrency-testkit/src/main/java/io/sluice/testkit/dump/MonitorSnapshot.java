package io.sluice.testkit.dump;

import io.sluice.testkit.agent.Agent;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State, stack and monitors of a thread at one instant: {@code jdk.internal.vm.ThreadSnapshot},
 * which JDK 25 has and earlier ones have not.
 *
 * @param state the thread's state
 * @param stack its frames
 * @param monitor which it wants or waits at with {@link Object#wait()}; null if none
 * @param owned the monitors that it holds
 */
record MonitorSnapshot(
    Thread.State state,
    List<StackTraceElement> stack,
    @Nullable Object monitor,
    List<Object> owned) {

  private static final @Nullable Jdk JDK = Agent.isLoaded() ? bind() : null;

  /** The JDK's private members, bound once. */
  private record Jdk(
      MethodHandle of,
      MethodHandle state,
      MethodHandle stack,
      MethodHandle blockedOn,
      MethodHandle waitingOn,
      MethodHandle locks,
      MethodHandle lockObject) {}

  /** Null if this JVM takes none, or if the thread has ended. */
  static @Nullable MonitorSnapshot of(Thread thread) {
    Jdk jdk = JDK;
    if (jdk == null) {
      return null;
    }
    try {
      Object snapshot = jdk.of.invoke(thread);
      return snapshot == null ? null : read(jdk, snapshot);
    } catch (UnsupportedOperationException e) {
      // A JVM that is none of OpenJDK's: what the thread's own methods tell has to do.
      return null;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a thread's snapshot cannot be read", e);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a monitor is its object
  private static MonitorSnapshot read(Jdk jdk, Object snapshot) throws Throwable {
    Thread.State state = (Thread.State) jdk.state.invoke(snapshot);
    Object monitor =
        switch (state) {
          case BLOCKED -> jdk.blockedOn.invoke(snapshot);
          case WAITING, TIMED_WAITING -> jdk.waitingOn.invoke(snapshot);
          default -> null;
        };
    List<Object> owned = new ArrayList<>();
    for (Object lock : (Object[]) jdk.locks.invoke(snapshot)) {
      Object object = jdk.lockObject.invoke(lock);
      // Object.wait gave it back, though the frame that took it is still there.
      if (object != null && object != monitor) {
        owned.add(object);
      }
    }
    StackTraceElement[] stack = (StackTraceElement[]) jdk.stack.invoke(snapshot);
    return new MonitorSnapshot(state, List.of(stack), monitor, owned);
  }

  boolean isWaiting() {
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  private static @Nullable Jdk bind() {
    try {
      Class<?> type = Class.forName("jdk.internal.vm.ThreadSnapshot");
      Class<?> lock = Class.forName("jdk.internal.vm.ThreadSnapshot$ThreadLock");
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      MethodType object = MethodType.methodType(Object.class);
      return new Jdk(
          lookup.findStatic(type, "of", MethodType.methodType(type, Thread.class)),
          lookup.findVirtual(type, "threadState", MethodType.methodType(Thread.State.class)),
          lookup.findVirtual(type, "stackTrace", MethodType.methodType(StackTraceElement[].class)),
          lookup.findVirtual(type, "blockedOn", object),
          lookup.findVirtual(type, "waitingOn", object),
          lookup.findGetter(type, "locks", lock.arrayType()),
          lookup.findVirtual(lock, "lockObject", object));
    } catch (ReflectiveOperationException e) {
      // An earlier JDK.
      return null;
    }
  }
}
