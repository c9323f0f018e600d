package io.sluice.testkit.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JVM's thread dump: number, name and stack from all JDKs since 21, state and what a
 * thread waits for since 25.
 */
final class DumpReader {

  /** {@code loader/module@version/package.Class.method(File.java:12)}, the first two optional. */
  private static final Pattern FRAME =
      Pattern.compile("(?:.*/)?([^/()]+)\\.([^/.()]+)\\(([^():]*)(?::(\\d+))?\\)");

  private DumpReader() {}

  static List<DumpedThread> read(String json) {
    List<DumpedThread> threads = new ArrayList<>();
    Map<?, ?> dump = (Map<?, ?>) field(Json.parse(json), "threadDump");
    for (Object container : (List<?>) field(dump, "threadContainers")) {
      for (Object thread : (List<?>) field(container, "threads")) {
        threads.add(thread((Map<?, ?>) thread));
      }
    }
    return threads;
  }

  private static DumpedThread thread(Map<?, ?> fields) {
    List<StackTraceElement> stack = new ArrayList<>();
    for (Object frame : (List<?>) field(fields, "stack")) {
      stack.add(frame(frame.toString()));
    }
    Object state = fields.get("state");
    Position position =
        new Position(
            state == null ? null : Thread.State.valueOf(state.toString().toUpperCase(Locale.ROOT)),
            stack,
            waitsFor(fields),
            null);
    // A string, and in dumps of newer JDKs a number.
    long id = (long) Double.parseDouble(field(fields, "tid").toString());
    return new DumpedThread(
        id, String.valueOf(fields.get("name")), isVirtual(fields, stack), position);
  }

  private static boolean isVirtual(Map<?, ?> fields, List<StackTraceElement> stack) {
    return Boolean.TRUE.equals(fields.get("virtual"))
        || (!stack.isEmpty() && stack.getLast().getClassName().equals("java.lang.VirtualThread"));
  }

  private static @Nullable String waitsFor(Map<?, ?> fields) {
    if (fields.get("parkBlocker") instanceof Map<?, ?> blocker) {
      return (String) blocker.get("object");
    }
    Object monitor =
        fields.get("blockedOn") == null ? fields.get("waitingOn") : fields.get("blockedOn");
    return monitor == null ? null : "the monitor of " + monitor;
  }

  /** A frame from its usual text; one of another form becomes a class name as it is. */
  static StackTraceElement frame(String text) {
    Matcher matcher = FRAME.matcher(text);
    if (!matcher.matches()) {
      return new StackTraceElement(text, "", null, -1);
    }
    String file = matcher.group(3);
    String line = matcher.group(4);
    boolean isNative = file.equals("Native Method");
    return new StackTraceElement(
        matcher.group(1),
        matcher.group(2),
        isNative || file.equals("Unknown Source") ? null : file,
        isNative ? -2 : line == null ? -1 : Integer.parseInt(line));
  }

  private static Object field(Object object, String name) {
    Object value = ((Map<?, ?>) object).get(name);
    if (value == null) {
      throw new IllegalArgumentException("the dump has no \"" + name + "\"");
    }
    return value;
  }
}
