package io.sluice.testkit.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import org.jspecify.annotations.Nullable;

/** What a synchronized method does besides: the JVM enters and exits its monitor unseen. */
final class SynchronizedBody {

  private final WovenMethod method;
  private final boolean isStatic;

  private @Nullable Label start;
  private int lock;

  SynchronizedBody(WovenMethod method, boolean isStatic) {
    this.method = method;
    this.isStatic = isStatic;
  }

  void begin(CodeBuilder code) {
    lock = code.allocateLocal(TypeKind.REFERENCE);
    if (isStatic) {
      method.loadClass(code, method.type().name());
    } else {
      code.aload(0);
    }
    HookCalls.acquire(code.dup().astore(lock));
    start = code.newBoundLabel();
  }

  void beforeReturn(CodeBuilder code) {
    HookCalls.release(code.aload(lock));
  }

  void end(CodeBuilder code) {
    if (start == null) {
      throw new IllegalStateException("ends before it began");
    }
    Label end = code.newBoundLabel();
    HookCalls.release(code.aload(lock));
    code.athrow();
    // Behind the method's own handlers, which come first then.
    code.exceptionCatchAll(start, end, end);
  }
}
