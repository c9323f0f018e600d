package io.sluice.testkit.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.MonitorInstruction;

/** Weaves the entry and exit of synchronized blocks. */
final class Monitors {

  private Monitors() {}

  static void weave(WovenMethod method, CodeBuilder code, MonitorInstruction monitor) {
    if (!method.isInitialized()) {
      code.with(monitor);
    } else if (monitor.opcode() == Opcode.MONITORENTER) {
      HookCalls.point(code, method.site("synchronized"));
      HookCalls.acquire(code.dup().with(monitor));
    } else {
      HookCalls.release(code.dup());
      code.with(monitor);
    }
  }
}
