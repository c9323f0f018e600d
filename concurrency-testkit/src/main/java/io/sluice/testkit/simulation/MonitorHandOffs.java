package io.sluice.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits, in real time, until the JDK has handed over the monitors that were released.
 *
 * <p>A virtual thread that blocked on a monitor is resumed in two steps: whoever releases the
 * monitor puts it on a list, and a thread of the JDK, the unblocker, submits those on the list. If
 * the simulation chose the next thread in between, whether the resumed one is among the candidates
 * would be chance. So it waits until no blocked thread is between the steps:
 *
 * <ol>
 *   <li>on the list, told by the thread's own flag;
 *   <li>taken off the list: {@link #unblocking} came before the flag fell, and {@link #unblocked}
 *       comes after the thread was submitted.
 * </ol>
 */
final class MonitorHandOffs {

  private static final int SPINS = 200;

  /** Those the unblocker has at hand. Written by it, for the threads of all runs. */
  private static final Set<Object> IN_HAND = ConcurrentHashMap.newKeySet();

  /** Those that were last seen blocked on a monitor, or waiting in one. */
  private final List<SimulatedThread> blocked = new ArrayList<>();

  static void unblocking(Object thread) {
    IN_HAND.add(thread);
  }

  static void unblocked(Object thread) {
    IN_HAND.remove(thread);
  }

  /** Takes note of a thread that has just stopped. */
  void stopped(SimulatedThread thread) {
    if (isInMonitor(JdkThreads.state(thread.thread))) {
      blocked.add(thread);
    }
  }

  private static boolean isInMonitor(int state) {
    return switch (state) {
      case JdkThreads.BLOCKED, JdkThreads.UNBLOCKED, JdkThreads.WAIT, JdkThreads.TIMED_WAIT -> true;
      default -> false;
    };
  }

  /** Whether a thread may just be being resumed. */
  boolean mayBeUnderWay() {
    return !blocked.isEmpty();
  }

  /** Waits until none is being resumed. Called by the carrier's own code. */
  void await(Run run) {
    if (blocked.isEmpty()) {
      return;
    }
    for (SimulatedThread thread : blocked) {
      for (int spins = 0; isUnderWay(thread, run); spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          pause();
        }
      }
    }
    blocked.removeIf(thread -> thread.runnable || !isInMonitor(JdkThreads.state(thread.thread)));
  }

  @SuppressWarnings("ThreadPriorityCheck") // the unblocker may need this processor
  private static void pause() {
    Thread.yield();
  }

  private static boolean isUnderWay(SimulatedThread thread, Run run) {
    int state = JdkThreads.state(thread.thread);
    if (state == JdkThreads.UNBLOCKED) {
      run.acceptOutside();
      return !thread.runnable;
    }
    return state == JdkThreads.BLOCKED
        && (JdkThreads.isOnWaitingList(thread.thread)
            || IN_HAND.contains(thread.thread)
            // Between the two looks it may have been taken off the list and submitted.
            || JdkThreads.state(thread.thread) != JdkThreads.BLOCKED);
  }
}
