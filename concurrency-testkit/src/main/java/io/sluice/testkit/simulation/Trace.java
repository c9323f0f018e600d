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

  /** The last line, which may be repeated; not yet among {@link #lines}. */
  private String last = "";

  private int repetitions;

  Trace(boolean kept) {
    this.kept = kept;
  }

  /** A thread has run, and stands now where it stands. */
  void ran(SimulatedThread thread) {
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
    String line = Strings.padEnd(who, COLUMN, ' ') + " | " + what;
    if (line.equals(last)) {
      repetitions++;
    } else {
      flush();
      last = line;
    }
  }

  private void flush() {
    if (!last.isEmpty()) {
      lines.add(repetitions == 0 ? last : last + ", " + (repetitions + 1) + " times");
    }
    last = "";
    repetitions = 0;
  }

  private static String where(SimulatedThread thread) {
    if (!thread.thread.isAlive()) {
      return "runs to its end";
    }
    if (thread.site >= 0) {
      Sites.Site site = Sites.get(thread.site);
      String subject = site.subject().isEmpty() ? "an element" : site.subject();
      return "is stopped before " + subject + " at " + Frames.location(site.frame());
    }
    StackTraceElement[] stack = thread.thread.getStackTrace();
    StackTraceElement user = Frames.firstOfUser(stack);
    String place =
        user == null
            ? Frames.placeInJdk(stack)
            : Frames.operation(stack) + " at " + Frames.location(user);
    return (thread.runnable ? "gives way in " : "waits in ") + place;
  }

  List<String> lines() {
    flush();
    return lines;
  }
}
