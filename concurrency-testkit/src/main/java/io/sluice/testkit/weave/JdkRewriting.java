package io.sluice.testkit.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites classes of the JDK. The thread of {@link java.util.Timer} is a platform thread, which no
 * simulation has, so its clock stays the real one.
 */
final class JdkRewriting {

  private static final Set<String> CLOCK_READERS =
      Set.of(
          "java/lang/Thread",
          "java/lang/VirtualThread",
          "java/lang/ref/ReferenceQueue",
          "java/util/Date",
          "java/util/Calendar",
          "java/util/Calendar$Builder",
          "java/util/GregorianCalendar",
          "jdk/internal/misc/ThreadFlock");

  /** The names of the edits of {@link JdkEdits} that were made. */
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  /** Whether {@link #rewrite} may have something to do. */
  boolean appliesTo(String name, boolean races) {
    return name.startsWith("java/util/concurrent/")
        || name.startsWith("java/time/Clock")
        || CLOCK_READERS.contains(name)
        || (races && SynchronizerEntries.inJdk(name));
  }

  /** Returns null if there is nothing to rewrite in a class. */
  byte @Nullable [] rewrite(String name, byte[] bytes, boolean races) {
    List<JdkEdits.Edit> edits =
        JdkEdits.ALL.stream().filter(edit -> edit.owner().equals(name)).toList();
    boolean enters = races && SynchronizerEntries.inJdk(name);
    boolean readsClock = ClockNames.in(bytes);
    if (edits.isEmpty() && !enters && !readsClock) {
      return null;
    }
    ClassFile context = ClassFiles.of(null).context();
    ClassModel model = context.parse(bytes);
    ClassTransform rewriting =
        (type, element) -> {
          CodeTransform code =
              element instanceof MethodModel method
                  ? rewriting(name, method, edits, readsClock, enters)
                  : null;
          if (code != null && element instanceof MethodModel method) {
            type.transformMethod(method, MethodTransform.transformingCode(code));
          } else {
            type.with(element);
          }
        };
    return context.transformClass(model, rewriting);
  }

  private @Nullable CodeTransform rewriting(
      String name,
      MethodModel method,
      List<JdkEdits.Edit> edits,
      boolean readsClock,
      boolean enters) {
    CodeTransform all = null;
    if (readsClock && readsClock(method)) {
      all = ClockRedirection.INSTANCE;
    }
    for (JdkEdits.Edit edit : edits) {
      if (edit.methods().test(method)) {
        all = andThen(all, CodeTransform.ofStateful(edit.rewriting()));
        made.add(edit.name());
      }
    }
    CodeTransform entry = enters ? SynchronizerEntries.of(name, method) : null;
    return entry == null ? all : andThen(all, entry);
  }

  private static boolean readsClock(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .anyMatch(ClockRedirection::isClock);
  }

  private static CodeTransform andThen(@Nullable CodeTransform first, CodeTransform second) {
    return first == null ? second : first.andThen(second);
  }

  /** Fails if this JDK lacked something, once the classes of {@link JdkEdits} were rewritten. */
  void requireAll() {
    Set<String> missing = new TreeSet<>();
    for (JdkEdits.Edit edit : JdkEdits.ALL) {
      if (!made.contains(edit.name())) {
        missing.add(edit.name());
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "This JDK ("
              + Runtime.version()
              + ") lacks what a simulation rewrites: "
              + String.join(", ", missing));
    }
  }
}
