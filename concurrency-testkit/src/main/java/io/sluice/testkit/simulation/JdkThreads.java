package io.sluice.testkit.simulation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * What the simulation has to know of the JDK's virtual threads, which the JDK does not publish: how
 * to start one on a scheduler of one's own, on which scheduler one runs, and in which state it is.
 * The agent has opened the package.
 */
final class JdkThreads {

  /** States of {@code java.lang.VirtualThread}, without the bit for "suspended". */
  static final int STARTED = 1;

  static final int PARKED = 4;
  static final int TIMED_PARKED = 7;
  static final int BLOCKED = 13;
  static final int UNBLOCKED = 14;
  static final int WAIT = 16;
  static final int TIMED_WAIT = 18;
  static final int TERMINATED = 99;

  private static final int SUSPENDED = 1 << 8;

  private static final MethodHandle NEW_VIRTUAL_THREAD;
  private static final VarHandle SCHEDULER;
  private static final VarHandle STATE;
  private static final VarHandle ON_WAITING_LIST;
  private static final VarHandle RANDOM_PROBE;
  private static final VarHandle TERMINATION;
  private static final VarHandle LATCH_SYNCHRONIZER;
  private static final VarHandle LOCK_OWNER;

  /** Of the lambdas that virtual threads submit: the thread they continue. */
  private static final ClassValue<Field> CONTINUED =
      new ClassValue<>() {
        @Override
        protected Field computeValue(Class<?> type) {
          for (Field field : type.getDeclaredFields()) {
            if (Thread.class.isAssignableFrom(field.getType())) {
              field.setAccessible(true);
              return field;
            }
          }
          throw new IllegalStateException(type + " does not refer to the thread that it continues");
        }
      };

  static {
    try {
      Method method =
          Class.forName("java.lang.ThreadBuilders")
              .getDeclaredMethod(
                  "newVirtualThread", Executor.class, String.class, int.class, Runnable.class);
      method.setAccessible(true);
      NEW_VIRTUAL_THREAD = MethodHandles.lookup().unreflect(method);
      Class<?> type = Class.forName("java.lang.VirtualThread");
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      SCHEDULER = lookup.findVarHandle(type, "scheduler", Executor.class);
      STATE = lookup.findVarHandle(type, "state", int.class);
      ON_WAITING_LIST = lookup.findVarHandle(type, "onWaitingList", boolean.class);
      TERMINATION = lookup.findVarHandle(type, "termination", CountDownLatch.class);
      LATCH_SYNCHRONIZER =
          MethodHandles.privateLookupIn(CountDownLatch.class, MethodHandles.lookup())
              .findVarHandle(
                  CountDownLatch.class,
                  "sync",
                  Class.forName("java.util.concurrent.CountDownLatch$Sync"));
      LOCK_OWNER =
          MethodHandles.privateLookupIn(AbstractOwnableSynchronizer.class, MethodHandles.lookup())
              .findVarHandle(
                  AbstractOwnableSynchronizer.class, "exclusiveOwnerThread", Thread.class);
      MethodHandles.Lookup threads =
          MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
      RANDOM_PROBE = threads.findVarHandle(Thread.class, "threadLocalRandomProbe", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private JdkThreads() {}

  /** Makes an unstarted virtual thread; what it starts inherits its scheduler. */
  static Thread newThread(Executor scheduler, String name, Runnable task) {
    try {
      return (Thread) NEW_VIRTUAL_THREAD.invoke(scheduler, name, 0, task);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The scheduler of a virtual thread. */
  static Executor scheduler(Thread virtual) {
    return (Executor) SCHEDULER.get(virtual);
  }

  /** The state of a virtual thread, as {@code java.lang.VirtualThread} has it. */
  static int state(Thread virtual) {
    return (int) STATE.getVolatile(virtual) & ~SUSPENDED;
  }

  /** Whether a virtual thread waits to be notified. */
  static boolean isWaiting(Thread virtual) {
    int state = state(virtual);
    return state == WAIT || state == TIMED_WAIT;
  }

  /** Whether a virtual thread was handed a monitor that the JDK has not yet told it about. */
  static boolean isOnWaitingList(Thread virtual) {
    return (boolean) ON_WAITING_LIST.getVolatile(virtual);
  }

  /** The virtual thread that a runnable, submitted to its scheduler, continues. */
  static Thread continuedBy(Runnable continuation) {
    try {
      return (Thread) CONTINUED.get(continuation.getClass()).get(continuation);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a blocker is what threads that join the given one are parked on. */
  @SuppressWarnings("ReferenceEquality") // the very object
  static boolean isTerminationOf(Thread virtual, Object blocker) {
    Object latch = TERMINATION.getVolatile(virtual);
    return latch != null && LATCH_SYNCHRONIZER.get(latch) == blocker;
  }

  /** The thread that holds a lock, if one does. */
  static @Nullable Thread owner(AbstractOwnableSynchronizer lock) {
    return (Thread) LOCK_OWNER.get(lock);
  }

  /**
   * Makes the same in each replay by what an unstarted thread chooses among stripes of counters and
   * tables.
   */
  static void setProbe(Thread thread, int probe) {
    RANDOM_PROBE.set(thread, probe);
  }
}
