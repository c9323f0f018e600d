package io.sluice.testkit.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import org.jspecify.annotations.Nullable;

/** Weaves one method, instruction by instruction. Keeps state: one a method. */
final class MethodWeaver implements CodeTransform {

  private final WovenMethod method;

  /** Of a synchronized method, else null. */
  private final @Nullable SynchronizedBody body;

  /**
   * In a constructor, how many objects that it made it did not initialize yet. Compilers write the
   * two in pairs, one within another, so a call of a constructor beyond them is the one that
   * initializes this object.
   */
  private int uninitialized;

  MethodWeaver(WovenClass type, MethodModel model) {
    method = new WovenMethod(type, model.methodName().stringValue());
    int flags = model.flags().flagsMask();
    body =
        (flags & ClassFile.ACC_SYNCHRONIZED) == 0
            ? null
            : new SynchronizedBody(method, (flags & ClassFile.ACC_STATIC) != 0);
  }

  @Override
  public void atStart(CodeBuilder code) {
    if (body != null) {
      body.begin(code);
    }
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    if (element instanceof LineNumber number) {
      method.atLine(number.line());
    } else if (element instanceof Instruction) {
      method.atInstruction();
    }
    switch (element) {
      case FieldInstruction access -> FieldAccesses.weave(method, code, access);
      case InvokeInstruction call -> invoke(code, call);
      case ArrayLoadInstruction load -> ArrayAccesses.weave(method, code, load);
      case ArrayStoreInstruction store -> ArrayAccesses.weave(method, code, store);
      case MonitorInstruction monitor -> Monitors.weave(method, code, monitor);
      case NewObjectInstruction made -> {
        uninitialized++;
        code.with(made);
      }
      case ReturnInstruction end -> {
        if (body != null) {
          body.beforeReturn(code);
        }
        code.with(end);
      }
      default -> code.with(element);
    }
  }

  private void invoke(CodeBuilder code, InvokeInstruction call) {
    if (call.opcode() != Opcode.INVOKESPECIAL || !call.name().equalsString("<init>")) {
      Calls.weave(method, code, call);
      return;
    }
    code.with(call);
    if (uninitialized > 0) {
      uninitialized--;
    } else {
      method.initialized();
    }
  }

  @Override
  public void atEnd(CodeBuilder code) {
    if (body != null) {
      body.end(code);
    }
  }
}
