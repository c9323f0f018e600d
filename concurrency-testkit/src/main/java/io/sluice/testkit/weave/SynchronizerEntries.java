package io.sluice.testkit.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What synchronizers tell a race detector, as their methods are entered: by which object. What a
 * thread does in one is ordered with what the last did in it.
 */
final class SynchronizerEntries {

  private static final ClassDesc THREAD = ClassDesc.of(Thread.class.getName());

  private static final Set<String> SYNCHRONIZED_COLLECTIONS =
      Set.of("java/util/Vector", "java/util/Hashtable", "java/lang/StringBuffer");

  private static final Set<String> LIBRARY =
      Set.of("io/sluice/channel/", "io/sluice/context/", "io/sluice/scope/", "io/sluice/sync/");

  private static final String LOCK_SUPPORT = "java/util/concurrent/locks/LockSupport";

  private SynchronizerEntries() {}

  /**
   * Tells whether a class of the JDK synchronizes.
   *
   * @param name with slashes
   */
  static boolean inJdk(String name) {
    return (name.startsWith("java/util/concurrent/") && !CallKind.isStateless(name))
        || name.startsWith("java/util/Collections$Synchronized")
        || SYNCHRONIZED_COLLECTIONS.contains(name);
  }

  /**
   * Tells whether a class of the library synchronizes.
   *
   * @param name with slashes
   */
  static boolean inLibrary(String name) {
    return LIBRARY.stream().anyMatch(name::startsWith);
  }

  /** Returns how a method of such a class is rewritten, or null if it is not. */
  static @Nullable CodeTransform of(String className, MethodModel method) {
    if (method.code().isEmpty()) {
      return null;
    }
    if (className.equals(LOCK_SUPPORT)) {
      return ofLockSupport(method);
    }
    int flags = method.flags().flagsMask();
    boolean isEntry =
        (flags & (ClassFile.ACC_STATIC | ClassFile.ACC_BRIDGE)) == 0
            && !method.methodName().equalsString("<init>");
    return isEntry ? new MethodEntry(code -> HookCalls.enter(code.aload(0))) : null;
  }

  private static @Nullable CodeTransform ofLockSupport(MethodModel method) {
    String name = method.methodName().stringValue();
    if (name.equals("unpark")) {
      return new MethodEntry(code -> HookCalls.release(code.aload(0)));
    }
    return name.startsWith("park") ? SynchronizerEntries::acquireAtReturn : null;
  }

  private static void acquireAtReturn(CodeBuilder code, CodeElement element) {
    if (element instanceof ReturnInstruction) {
      code.invokestatic(THREAD, "currentThread", MethodTypeDesc.of(THREAD));
      HookCalls.acquire(code);
    }
    code.with(element);
  }
}
