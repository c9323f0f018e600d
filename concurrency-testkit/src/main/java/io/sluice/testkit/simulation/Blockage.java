package io.sluice.testkit.simulation;

import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What one thread waits for.
 *
 * @param thread who waits
 * @param what for what, as the end of a sentence that begins with the thread
 * @param awaited the thread that alone can end the wait, if there is one
 */
record Blockage(SimulatedThread thread, String what, @Nullable SimulatedThread awaited) {

  static Blockage of(SimulatedThread thread, List<SimulatedThread> all) {
    if (thread.runnable) {
      return new Blockage(thread, "can run", null);
    }
    int state = JdkThreads.state(thread.thread);
    return switch (state) {
      case JdkThreads.BLOCKED -> ofMonitor(thread, all);
      case JdkThreads.WAIT, JdkThreads.TIMED_WAIT ->
          new Blockage(
              thread,
              "waits to be notified by " + name(ThreadSnapshots.waitingOn(thread.thread)),
              null);
      default -> ofPark(thread, all);
    };
  }

  private static Blockage ofMonitor(SimulatedThread thread, List<SimulatedThread> all) {
    Object monitor = ThreadSnapshots.blockedOn(thread.thread);
    SimulatedThread owner = null;
    for (SimulatedThread other : all) {
      if (monitor != null
          && other != thread
          && other.thread.isAlive()
          && ThreadSnapshots.owns(other.thread, monitor)) {
        owner = other;
      }
    }
    return new Blockage(
        thread,
        "waits to enter the monitor of "
            + name(monitor)
            + (owner == null ? "" : " held by " + owner),
        owner);
  }

  private static Blockage ofPark(SimulatedThread thread, List<SimulatedThread> all) {
    Object blocker = LockSupport.getBlocker(thread.thread);
    if (blocker == null) {
      return new Blockage(thread, "is parked", null);
    }
    for (SimulatedThread other : all) {
      if (JdkThreads.isTerminationOf(other.thread, blocker)) {
        return new Blockage(thread, "waits for " + other + " to end", other);
      }
    }
    Thread owner =
        blocker instanceof AbstractOwnableSynchronizer lock ? JdkThreads.owner(lock) : null;
    for (SimulatedThread other : all) {
      if (owner == other.thread) {
        return new Blockage(thread, "waits for " + name(blocker) + " held by " + other, other);
      }
    }
    return new Blockage(thread, "waits for " + name(blocker), null);
  }

  /** The object, where it describes itself, or the class that an inner synchronizer is part of. */
  private static String name(@Nullable Object object) {
    if (object == null) {
      return "an unknown object";
    }
    String type = object.getClass().getName();
    if (type.endsWith("$ConditionObject")) {
      return "a condition";
    }
    if (!type.startsWith("java.util.concurrent.")) {
      return object.toString();
    }
    int inner = type.indexOf('$');
    String outer = inner < 0 ? type : type.substring(0, inner);
    String simple = outer.substring(outer.lastIndexOf('.') + 1);
    return ("AEIOU".indexOf(simple.charAt(0)) < 0 ? "a " : "an ") + simple;
  }
}
