package io.sluice.testkit.dump;

import io.sluice.testkit.agent.Agent;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Looks where threads stand, with all means that this JVM has. */
final class Positions {

  /** {@code getExclusiveOwnerThread}; null without the agent. */
  private static final @Nullable MethodHandle EXCLUSIVE_OWNER = bindExclusiveOwner();

  private Positions() {}

  /** Looks where a thread stands now. */
  static Position of(Thread thread) {
    return of(thread, null);
  }

  /**
   * Looks where a thread stands now.
   *
   * @param owners who holds which monitor; null to find out if it is asked for
   */
  static Position of(Thread thread, @Nullable MonitorOwners owners) {
    MonitorSnapshot snapshot = MonitorSnapshot.of(thread);
    return snapshot == null ? withoutSnapshot(thread) : withSnapshot(thread, snapshot, owners);
  }

  private static Position withSnapshot(
      Thread thread, MonitorSnapshot snapshot, @Nullable MonitorOwners owners) {
    String waitsFor = null;
    String owner = null;
    Object monitor = snapshot.monitor();
    Object blocker = snapshot.isWaiting() ? LockSupport.getBlocker(thread) : null;
    if (monitor != null) {
      waitsFor = "the monitor of " + Description.ofIdentity(monitor);
      if (snapshot.state() == Thread.State.BLOCKED) {
        MonitorOwners known = owners == null ? MonitorOwners.ofAllThreads() : owners;
        owner = describe(known.owner(monitor));
      }
    } else if (blocker != null) {
      waitsFor = Description.of(blocker);
      owner = describe(exclusiveOwner(blocker));
    }
    return new Position(snapshot.state(), snapshot.stack(), waitsFor, owner);
  }

  private static Position withoutSnapshot(Thread thread) {
    Thread.State state = thread.getState();
    List<StackTraceElement> stack = List.of(thread.getStackTrace());
    Object blocker = LockSupport.getBlocker(thread);
    if (blocker != null && state != Thread.State.RUNNABLE) {
      String owner = describe(exclusiveOwner(blocker));
      return new Position(state, stack, Description.of(blocker), owner);
    }
    ThreadInfo info =
        thread.isVirtual()
            ? null
            : ManagementFactory.getThreadMXBean().getThreadInfo(thread.threadId());
    if (info == null || info.getLockName() == null) {
      return new Position(state, stack, null, null);
    }
    String owner =
        info.getLockOwnerName() == null
            ? null
            : Description.ofThread(info.getLockOwnerName(), info.getLockOwnerId());
    return new Position(state, stack, "the monitor of " + info.getLockName(), owner);
  }

  private static @Nullable String describe(@Nullable Thread owner) {
    return owner == null ? null : Description.ofThread(owner.getName(), owner.threadId());
  }

  /** The thread that holds a lock, if the lock keeps it where the JDK's do. */
  private static @Nullable Thread exclusiveOwner(Object blocker) {
    if (EXCLUSIVE_OWNER != null && blocker instanceof AbstractOwnableSynchronizer synchronizer) {
      try {
        return (Thread) EXCLUSIVE_OWNER.invokeExact(synchronizer);
      } catch (Throwable e) {
        throw new IllegalStateException("a getter failed", e);
      }
    }
    return null;
  }

  private static @Nullable MethodHandle bindExclusiveOwner() {
    if (!Agent.isLoaded()) {
      return null;
    }
    try {
      return MethodHandles.privateLookupIn(
              AbstractOwnableSynchronizer.class, MethodHandles.lookup())
          .findVirtual(
              AbstractOwnableSynchronizer.class,
              "getExclusiveOwnerThread",
              MethodType.methodType(Thread.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a protected method of the JDK's interface is gone", e);
    }
  }
}
