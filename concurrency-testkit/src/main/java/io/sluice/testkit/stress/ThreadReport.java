package io.sluice.testkit.stress;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a thread stands, as text: a virtual thread is in no thread dump. A blocker is named by its
 * class only, since its {@code toString} may take the very lock that all wait for.
 */
final class ThreadReport {

  /** How much of a stack tells where a thread stands. */
  private static final int FRAMES = 16;

  private ThreadReport() {}

  /** One line: {@code thread "worker" is WAITING on …}. */
  static String headline(Thread thread, String role) {
    Object blocker = LockSupport.getBlocker(thread);
    return "%s \"%s\" (%s) is %s%s%s"
        .formatted(
            role,
            thread.getName(),
            thread.isVirtual() ? "virtual" : "platform",
            thread.getState(),
            blocker == null ? "" : " on " + Objects.toIdentityString(blocker),
            thread.isInterrupted() ? ", interrupted" : "");
  }

  /** The headline and the top of the stack. */
  static String describe(Thread thread, String role) {
    StringBuilder report = new StringBuilder(headline(thread, role));
    StackTraceElement[] stack = thread.getStackTrace();
    for (int i = 0; i < Math.min(stack.length, FRAMES); i++) {
      report.append("\n    at ").append(stack[i]);
    }
    if (stack.length > FRAMES) {
      report.append("\n    … ").append(stack.length - FRAMES).append(" more");
    }
    return report.toString();
  }
}
