package io.sluice.testkit.simulation;

import com.google.common.base.Strings;
import io.sluice.testkit.agent.Sites;
import java.util.ArrayList;
import java.util.List;

/**
 * The schedule of one run, readable: which thread went on where. Kept only when a failure is being
 * explained, as it looks at a stack for each step.
 */
final class Trace {

  private static final int COLUMN = 16;

  private final boolean kept;
  private final List<String> lines = new ArrayList<>();

  Trace(boolean kept) {
    this.kept = kept;
  }

  /** A thread goes on. */
  void resumes(SimulatedThread thread) {
    if (kept) {
      add(thread.label(), where(thread));
    }
  }

  /** Something happens that is no thread's doing. */
  void event(String what) {
    if (kept) {
      add("", "-- " + what);
    }
  }

  private void add(String who, String what) {
    lines.add(Strings.padEnd(who, COLUMN, ' ') + " | " + what);
  }

  /** Where a thread is about to go on. */
  private static String where(SimulatedThread thread) {
    if (thread.site >= 0) {
      Sites.Site site = Sites.get(thread.site);
      String subject = site.subject();
      return "goes on to "
          + (subject.isEmpty() ? "an element" : subject)
          + " at "
          + Frames.location(site.frame());
    }
    StackTraceElement[] stack = thread.thread.getStackTrace();
    StackTraceElement user = Frames.firstOfUser(stack);
    if (stack.length == 0 || user == null) {
      return stack.length == 0 ? "starts" : "goes on in " + Frames.location(stack[0]);
    }
    return "goes on after " + Frames.operation(stack) + " at " + Frames.location(user);
  }

  List<String> lines() {
    return lines;
  }
}
