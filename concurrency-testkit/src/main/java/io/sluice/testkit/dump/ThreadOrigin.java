package io.sluice.testkit.dump;

import io.sluice.testkit.agent.Agent;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where, when and for which test a thread was created.
 *
 * <p>An origin travels as an {@link InheritableThreadLocal}: what a thread starts inherits it, over
 * any number of generations, and the inheritance itself is code that runs in the parent while the
 * child is created, which is when the place is noted. Threads whose builder refused inheritance
 * have no origin, nor have threads of pools that were there before.
 *
 * @since 0.1.0
 */
public final class ThreadOrigin {

  private static final StackWalker STACK = StackWalker.getInstance();

  /** Set in threads of a test, and in all that those create. */
  private static final InheritableThreadLocal<@Nullable ThreadOrigin> OWN =
      new InheritableThreadLocal<>() {
        @Override
        protected @Nullable ThreadOrigin childValue(@Nullable ThreadOrigin parent) {
          return parent == null
              ? null
              : new ThreadOrigin(parent.test, parent.outer, System.nanoTime(), creator());
        }
      };

  private static final @Nullable Jdk JDK = Agent.isLoaded() ? bind() : null;

  private final Object test;

  /** Of what the test is a part; null if of nothing. */
  private final @Nullable ThreadOrigin outer;

  private final long nanoTime;

  /** Resolved to a line only if it is asked for. Null in the thread that the test began with. */
  private final StackWalker.@Nullable StackFrame site;

  /** Reads of the thread-local variables of any thread, bound once. */
  private record Jdk(MethodHandle inheritable, MethodHandle table, MethodHandle value, int hash) {}

  private ThreadOrigin(
      Object test,
      @Nullable ThreadOrigin outer,
      long nanoTime,
      StackWalker.@Nullable StackFrame site) {
    this.test = test;
    this.outer = outer;
    this.nanoTime = nanoTime;
    this.site = site;
  }

  /**
   * Makes the current thread one of a test, and whatever it creates from now on.
   *
   * @param test what stands for the test; kept as long as any of the threads
   * @return the thread's origin until now, to be {@linkplain #restore restored}; null if it had
   *     none
   */
  public static @Nullable ThreadOrigin enter(Object test) {
    Objects.requireNonNull(test, "test");
    ThreadOrigin before = OWN.get();
    OWN.set(new ThreadOrigin(test, before, System.nanoTime(), null));
    return before;
  }

  /**
   * Ends what {@link #enter} began.
   *
   * @param before what that call returned
   */
  public static void restore(@Nullable ThreadOrigin before) {
    if (before == null) {
      OWN.remove();
    } else {
      OWN.set(before);
    }
  }

  /**
   * Returns the current thread's origin.
   *
   * @return the origin, or null if it has none
   */
  public static @Nullable ThreadOrigin current() {
    return OWN.get();
  }

  /**
   * Returns the origin of any thread. Needs the agent.
   *
   * @param thread which
   * @return the origin, or null if the thread has none, has ended, or if the agent is not there
   */
  public static @Nullable ThreadOrigin of(Thread thread) {
    Jdk jdk = JDK;
    // A virtual thread wakes whoever joins it before it lets go of its variables.
    if (jdk == null || thread.getState() == Thread.State.TERMINATED) {
      return null;
    }
    try {
      Object map = (Object) jdk.inheritable.invokeExact(thread);
      return map == null ? null : find(jdk, (Object[]) jdk.table.invokeExact(map));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a getter failed", e);
    }
  }

  /** Looks as the map does, but changes nothing: its thread may be using it. */
  @SuppressWarnings("unchecked") // only compared
  private static @Nullable ThreadOrigin find(Jdk jdk, Object[] table) throws Throwable {
    int mask = table.length - 1;
    int index = jdk.hash & mask;
    for (int i = 0; i <= mask; i++) {
      Object entry = table[(index + i) & mask];
      if (entry == null) {
        return null;
      }
      if (((Reference<Object>) entry).refersTo(OWN)) {
        return (ThreadOrigin) (Object) jdk.value.invokeExact(entry);
      }
    }
    return null;
  }

  /**
   * The innermost test of one type: where several tools watch one test, each finds its own.
   *
   * @param type of what was given to {@link #enter}
   * @param <T> that type
   * @return the test, or null if none is of the type
   */
  public <T> @Nullable T test(Class<T> type) {
    Objects.requireNonNull(type, "type");
    for (ThreadOrigin origin = this; origin != null; origin = origin.outer) {
      if (type.isInstance(origin.test)) {
        return type.cast(origin.test);
      }
    }
    return null;
  }

  /**
   * Tells whether the thread descends from a test, or from one that {@linkplain #enter began}
   * within it.
   *
   * @param object what stands for the test
   * @return true if so
   */
  public boolean isOf(Object object) {
    Objects.requireNonNull(object, "object");
    for (ThreadOrigin origin = this; origin != null; origin = origin.outer) {
      if (origin.test.equals(object)) {
        return true;
      }
    }
    return false;
  }

  /**
   * When the thread was created.
   *
   * @return a reading of {@link System#nanoTime()}
   */
  public long nanoTime() {
    return nanoTime;
  }

  /**
   * The line that created the thread: the first outside of the JDK and of the library.
   *
   * @return the line; empty in the thread in which the test began, and where no such line was
   */
  public Optional<StackTraceElement> site() {
    return Optional.ofNullable(site).map(StackWalker.StackFrame::toStackTraceElement);
  }

  private static StackWalker.@Nullable StackFrame creator() {
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> !Position.isMachinery(frame.getClassName()))
                .findFirst()
                .orElse(null));
  }

  private static @Nullable Jdk bind() {
    try {
      MethodHandles.Lookup own = MethodHandles.lookup();
      MethodHandles.Lookup ofThread = MethodHandles.privateLookupIn(Thread.class, own);
      MethodHandles.Lookup ofLocal = MethodHandles.privateLookupIn(ThreadLocal.class, own);
      Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
      Class<?> entry = Class.forName("java.lang.ThreadLocal$ThreadLocalMap$Entry");
      return new Jdk(
          ofThread
              .findGetter(Thread.class, "inheritableThreadLocals", map)
              .asType(MethodType.methodType(Object.class, Thread.class)),
          ofLocal
              .findGetter(map, "table", entry.arrayType())
              .asType(MethodType.methodType(Object[].class, Object.class)),
          ofLocal
              .findGetter(entry, "value", Object.class)
              .asType(MethodType.methodType(Object.class, Object.class)),
          (int)
              ofLocal.findGetter(ThreadLocal.class, "threadLocalHashCode", int.class).invoke(OWN));
    } catch (Throwable e) {
      System.getLogger(ThreadOrigin.class.getName())
          .log(System.Logger.Level.WARNING, "This JDK does not show where threads come from", e);
      return null;
    }
  }
}
