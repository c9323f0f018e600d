package io.sluice.testkit.weave;

import io.sluice.testkit.weave.ClassFiles.Member;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.util.function.Consumer;

/** Weaves accesses to fields that are not final, by what their class's file says of them. */
final class FieldAccesses {

  private FieldAccesses() {}

  static void weave(WovenMethod method, CodeBuilder code, FieldInstruction access) {
    if (method.isInitialized()) {
      Member field =
          method.type().files().field(access.owner().asInternalName(), access.name().stringValue());
      if (field != null && !field.is(ClassFile.ACC_FINAL) && isProgram(field.owner())) {
        before(method, code, access, field);
      }
    }
    code.with(access);
  }

  private static boolean isProgram(ClassOutline owner) {
    return !owner.name().startsWith("java/") && !owner.name().startsWith("jdk/");
  }

  private static void before(
      WovenMethod method, CodeBuilder code, FieldInstruction access, Member field) {
    String owner = field.owner().name();
    int site = method.site(owner.replace('/', '.') + "." + access.name().stringValue());
    Consumer<CodeBuilder> hook;
    if (field.is(ClassFile.ACC_VOLATILE)) {
      HookCalls.point(code, site);
      hook = HookCalls::sync;
    } else if (access.opcode() == Opcode.GETFIELD || access.opcode() == Opcode.GETSTATIC) {
      hook = at -> HookCalls.read(at, site);
    } else {
      hook = at -> HookCalls.write(at, site);
    }
    if (access.opcode() == Opcode.GETFIELD) {
      hook.accept(code.dup());
    } else if (access.opcode() == Opcode.PUTFIELD) {
      withOwnerBelow(code, TypeKind.from(access.typeSymbol()), hook);
    } else if (method.canName(field.owner())) {
      method.loadClass(code, owner);
      hook.accept(code);
    }
  }

  private static void withOwnerBelow(CodeBuilder code, TypeKind value, Consumer<CodeBuilder> hook) {
    if (value.slotSize() == 1) {
      hook.accept(code.dup2().pop());
    } else {
      hook.accept(code.dup2_x1().pop2().dup());
      code.dup_x2().pop();
    }
  }
}
