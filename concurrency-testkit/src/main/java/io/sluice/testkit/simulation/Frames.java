package io.sluice.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells frames of the program from those of the JDK and of the testkit. */
final class Frames {

  private static final String[] MACHINERY = {
    "java.", "javax.", "jdk.", "sun.", "io.sluice.testkit.simulation.", "io.sluice.testkit.hook."
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

  /** The frames of a stack that help a reader: without the machinery below the program's. */
  static List<StackTraceElement> ofInterest(StackTraceElement[] stack) {
    int end = stack.length;
    while (end > 0 && isMachinery(stack[end - 1])) {
      end--;
    }
    List<StackTraceElement> frames = new ArrayList<>();
    for (int i = 0; i < end; i++) {
      String type = stack[i].getClassName();
      if (!type.startsWith("io.sluice.testkit.hook.")
          && !type.equals("java.lang.VirtualThread")
          && !type.startsWith("jdk.internal.vm.")) {
        frames.add(stack[i]);
      }
    }
    return frames;
  }
}
