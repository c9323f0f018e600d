package io.sluice.testkit.dump;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread stands: a description that keeps nothing of the thread alive.
 *
 * @param state the thread's state; null if a dump did not tell
 * @param stack the frames, the innermost first; empty if it has none or has ended meanwhile
 * @param waitsFor what it is parked at or which monitor it wants, described; null if nothing is
 *     known
 * @param owner the thread that holds what it waits for, described; null if nobody does or if it is
 *     not known
 * @since 0.1.0
 */
public record Position(
    Thread.@Nullable State state,
    List<StackTraceElement> stack,
    @Nullable String waitsFor,
    @Nullable String owner) {

  /** Packages whose frames tell how a thread waits, not why. */
  private static final List<String> MACHINERY =
      List.of(
          "java.",
          "jdk.",
          "sun.",
          "io.sluice.channel.",
          "io.sluice.context.",
          "io.sluice.scope.",
          "io.sluice.sync.",
          "io.sluice.time.",
          "io.sluice.testkit.");

  /**
   * Describes where a thread stands.
   *
   * @param state the thread's state; null if not known
   * @param stack the frames, the innermost first
   * @param waitsFor what it waits for; null if nothing is known
   * @param owner who holds that; null if not known
   */
  public Position {
    stack = List.copyOf(stack);
  }

  /**
   * Tells whether frames of a class belong to the JDK or to the library, whose frames say how
   * something is done rather than why.
   *
   * @param className the binary name
   * @return true if so
   */
  public static boolean isMachinery(String className) {
    Objects.requireNonNull(className, "className");
    for (String prefix : MACHINERY) {
      if (className.startsWith(prefix)) {
        return !isTest(className);
      }
    }
    return false;
  }

  /** The library's own tests stand in its packages, and are users of it. */
  private static boolean isTest(String className) {
    int nested = className.indexOf('$');
    return (nested < 0 ? className : className.substring(0, nested)).endsWith("Test");
  }

  /**
   * The innermost frame of the program itself.
   *
   * @return the frame, or null if there is none
   */
  public @Nullable StackTraceElement userFrame() {
    int index = userIndex();
    return index < stack.size() ? stack.get(index) : null;
  }

  /**
   * The operation in which the thread is: the method that the program's innermost frame called.
   *
   * @return the frame of that method, or null if the program's own code is what runs, or if no
   *     frame of the program is there
   */
  public @Nullable StackTraceElement operation() {
    int index = userIndex();
    return index > 0 && index < stack.size() ? stack.get(index - 1) : null;
  }

  private int userIndex() {
    int index = 0;
    while (index < stack.size() && isMachinery(stack.get(index).getClassName())) {
      index++;
    }
    return index;
  }
}
