package io.sluice.testkit.simulation;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells frames of the program from those of the JDK, of the library and of the testkit. */
final class Frames {

  private static final String[] MACHINERY = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "io.sluice.time.",
    "io.sluice.channel.",
    "io.sluice.context.",
    "io.sluice.sync.",
    "io.sluice.scope.",
    "io.sluice.testkit.simulation.",
    "io.sluice.testkit.hook."
  };

  private Frames() {}

  static boolean isMachinery(StackTraceElement frame) {
    String type = frame.getClassName();
    for (String prefix : MACHINERY) {
      if (type.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  static @Nullable StackTraceElement firstOfUser(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (!isMachinery(frame)) {
        return frame;
      }
    }
    return null;
  }

  /** What the program's own code called that made its thread stop, such as "Semaphore.acquire". */
  static String operation(StackTraceElement[] stack) {
    StackTraceElement called = null;
    for (StackTraceElement frame : stack) {
      if (!isMachinery(frame)) {
        break;
      }
      called = frame;
    }
    return called == null
        ? "a stop"
        : simpleName(called.getClassName()) + "." + called.getMethodName();
  }

  /** Where a thread stands that runs nothing but the JDK's code, such as an idle worker. */
  static String placeInJdk(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (!isParking(frame)) {
        return location(frame);
      }
    }
    return "unknown code";
  }

  /** Class, method, file and line. */
  static String location(StackTraceElement frame) {
    return simpleName(frame.getClassName())
        + "."
        + frame.getMethodName()
        + "("
        + frame.getFileName()
        + (frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber())
        + ")";
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** The frames of a stack that help a reader: without what parks above, and starts below. */
  static List<StackTraceElement> ofInterest(StackTraceElement[] stack) {
    int end = stack.length;
    while (end > 0 && isMachinery(stack[end - 1])) {
      end--;
    }
    int start = 0;
    while (start < end && isParking(stack[start])) {
      start++;
    }
    return Arrays.asList(stack).subList(start, end);
  }

  private static boolean isParking(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.startsWith("java.lang.VirtualThread")
        || type.startsWith("java.lang.System$")
        || type.startsWith("jdk.internal.")
        || type.startsWith("io.sluice.testkit.simulation.")
        || type.startsWith("io.sluice.testkit.hook.")
        || type.equals("java.util.concurrent.locks.LockSupport")
        || type.startsWith("java.util.concurrent.locks.AbstractQueued")
        || (type.equals("java.lang.Thread") && frame.getMethodName().equals("yield"));
  }
}
