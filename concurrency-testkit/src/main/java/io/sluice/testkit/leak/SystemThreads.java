package io.sluice.testkit.leak;

import io.sluice.testkit.agent.Agent;
import io.sluice.testkit.dump.LiveThread;
import io.sluice.testkit.dump.ThreadOrigin;
import java.lang.reflect.Field;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Threads that are no program's: of the JDK, of what runs tests, of the library itself, and those
 * of simulations, which have an end of their own.
 */
final class SystemThreads {

  /**
   * Threads of the JDK that stand in the program's thread group, of the library, which lets them
   * end by themselves, and of test runners.
   */
  private static final Pattern NAMES =
      Pattern.compile(
          "ForkJoinPool\\.commonPool-.*|CompletableFutureDelayScheduler|JFR .*|Attach Listener"
              + "|process reaper.*|DestroyJavaVM|Keep-Alive-Timer|Keep-Alive-SocketCleaner"
              + "|context-deadlines|context-interrupter|testkit-.*"
              + "|junit-.*|surefire-.*|Monitor Ctrl-Break|Test worker.*|/127\\.0\\.0\\.1:.*");

  /** Thread groups in which only the JDK starts threads. */
  private static final List<String> GROUPS = List.of("system", "InnocuousThreadGroup");

  /** What runs tests: its frames stand at the bottom of a test's stack, and of its own threads'. */
  private static final List<String> RUNNERS =
      List.of(
          "org.junit.platform.",
          "org.junit.jupiter.engine.",
          "org.apache.maven.surefire.",
          "org.gradle.",
          "worker.org.gradle.",
          "com.intellij.rt.");

  private static final String SIMULATED = "io.sluice.testkit.simulation.SimulatedPool";

  /** A virtual thread's scheduler; null without the agent, or on a JDK that keeps it elsewhere. */
  private static final @Nullable Field SCHEDULER = schedulerField();

  private SystemThreads() {}

  static boolean contains(LiveThread live) {
    Thread thread = live.thread();
    return NAMES.matcher(live.name()).matches()
        || (thread != null && isOfJdkOrSimulation(thread))
        || (thread != null && isCreatedByRunner(thread))
        || isRunner(live);
  }

  /** Whether a virtual thread is scheduled by a simulation. */
  static boolean isSimulated(Thread thread) {
    if (SCHEDULER == null || !SCHEDULER.getDeclaringClass().isInstance(thread)) {
      return false;
    }
    try {
      Object scheduler = SCHEDULER.get(thread);
      return scheduler != null && scheduler.getClass().getName().equals(SIMULATED);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a field made accessible is not", e);
    }
  }

  private static boolean isOfJdkOrSimulation(Thread thread) {
    if (thread.isVirtual()) {
      return isSimulated(thread);
    }
    ThreadGroup group = thread.getThreadGroup();
    String className = thread.getClass().getName();
    return (group != null && GROUPS.contains(group.getName()))
        || className.startsWith("jdk.internal.")
        // The default scheduler's own, which the first timed wait of a virtual thread starts.
        || className.equals("java.util.concurrent.DelayScheduler")
        || startsWithAny(className, RUNNERS);
  }

  private static boolean isCreatedByRunner(Thread thread) {
    ThreadOrigin origin = ThreadOrigin.of(thread);
    return origin != null
        && origin.site().filter(site -> startsWithAny(site.getClassName(), RUNNERS)).isPresent();
  }

  private static boolean isRunner(LiveThread live) {
    List<StackTraceElement> stack = live.position().stack();
    return stack.stream().anyMatch(frame -> startsWithAny(frame.getClassName(), RUNNERS))
        || (live.name().equals("main")
            && !stack.isEmpty()
            && stack.getLast().getMethodName().equals("main"));
  }

  private static boolean startsWithAny(String name, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Field schedulerField() {
    if (!Agent.isLoaded()) {
      return null;
    }
    try {
      Field field = Class.forName("java.lang.VirtualThread").getDeclaredField("scheduler");
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException e) {
      System.getLogger(SystemThreads.class.getName())
          .log(System.Logger.Level.WARNING, "This JDK does not tell simulated threads", e);
      return null;
    }
  }
}
