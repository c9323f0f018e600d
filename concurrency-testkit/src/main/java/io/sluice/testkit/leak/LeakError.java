package io.sluice.testkit.leak;

import io.sluice.testkit.dump.ThreadListing;
import java.util.List;

/**
 * Says which threads were leaked.
 *
 * @since 0.1.0
 */
public final class LeakError extends AssertionError {

  private static final long serialVersionUID = 1L;

  /** How many leaks the message tells; {@link #leaks()} has all. */
  private static final int TOLD = 20;

  @SuppressWarnings("serial") // errors travel between JVMs by their messages
  private final transient List<Leak> leaks;

  LeakError(String when, List<Leak> leaks) {
    super(message(when, leaks));
    this.leaks = List.copyOf(leaks);
  }

  /**
   * The leaked threads.
   *
   * @return an unmodifiable list; empty if this error came from another JVM
   */
  public List<Leak> leaks() {
    return leaks == null ? List.of() : leaks;
  }

  private static String message(String when, List<Leak> leaks) {
    StringBuilder text = new StringBuilder("leaked: ");
    text.append(Amount.of(leaks.size(), "thread"))
        .append(leaks.size() == 1 ? " still runs " : " still run ")
        .append(when);
    for (Leak leak : leaks.subList(0, Math.min(TOLD, leaks.size()))) {
      text.append("\n\n  ").append(leak);
      for (StackTraceElement frame : leak.stack()) {
        text.append("\n      at ").append(frame);
      }
    }
    if (leaks.size() > TOLD) {
      text.append("\n\n  ... and ")
          .append(Amount.of(leaks.size() - TOLD, "thread"))
          .append(" more");
    }
    String missing = ThreadListing.best().missing();
    return text.append(missing.isEmpty() ? "" : "\n\n" + missing).toString();
  }
}
