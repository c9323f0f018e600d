package io.sluice.testkit.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;

/** Lets code that reads one of the system's clocks read the hooks' instead. */
final class ClockRedirection implements CodeTransform {

  static final ClockRedirection INSTANCE = new ClockRedirection();

  private ClockRedirection() {}

  static boolean isClock(InvokeInstruction call) {
    return call.owner().name().equalsString("java/lang/System")
        && (call.name().equalsString("nanoTime") || call.name().equalsString("currentTimeMillis"));
  }

  static boolean isClock(CodeElement element) {
    return element instanceof InvokeInstruction call && isClock(call);
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && isClock(call)) {
      HookCalls.clock(code, call.name().stringValue());
    } else {
      code.with(element);
    }
  }
}
