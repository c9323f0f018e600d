package io.sluice.testkit.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;

/** Weaves accesses to elements of arrays. */
final class ArrayAccesses {

  private ArrayAccesses() {}

  static void weave(WovenMethod method, CodeBuilder code, ArrayLoadInstruction load) {
    if (method.isInitialized()) {
      HookCalls.readElement(code.dup2(), method.site(""));
    }
    code.with(load);
  }

  static void weave(WovenMethod method, CodeBuilder code, ArrayStoreInstruction store) {
    if (method.isInitialized()) {
      TypeKind kind = store.typeKind().asLoadable();
      int value = method.scratch(code, kind);
      HookCalls.writeElement(code.storeLocal(kind, value).dup2(), method.site(""));
      code.loadLocal(kind, value);
    }
    code.with(store);
  }
}
