package io.sluice.testkit.weave;

import io.sluice.testkit.weave.WovenMethod.Spilled;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Weaves waits for a monitor's or a condition's signal. Each may end without one: then the shortest
 * wait there is stands in for it, which gives up the lock and takes it again as the other does, and
 * returns what the other may return after a spurious wake-up.
 */
final class Waits {

  private static final MethodTypeDesc WAIT_NANOS =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long, ConstantDescs.CD_int);
  private static final MethodTypeDesc AWAIT_NANOS =
      MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long);

  private Waits() {}

  static void weaveObject(WovenMethod method, CodeBuilder code, InvokeInstruction call, int site) {
    HookCalls.point(code, site);
    List<Spilled> arguments = method.spill(code, call.typeSymbol().parameterList());
    int monitor = method.scratch(code, TypeKind.REFERENCE);
    HookCalls.release(code.dup().astore(monitor));
    Label full = code.newLabel();
    Label end = code.newLabel();
    HookCalls.spurious(code, site);
    code.ifeq(full)
        .aload(monitor)
        .lconst_0()
        .iconst_1()
        .invokevirtual(ConstantDescs.CD_Object, "wait", WAIT_NANOS)
        .goto_(end)
        .labelBinding(full)
        .aload(monitor);
    WovenMethod.reload(code, arguments);
    code.with(call).labelBinding(end).aload(monitor);
    HookCalls.acquire(code);
  }

  static void weaveCondition(
      WovenMethod method, CodeBuilder code, InvokeInstruction call, int site) {
    HookCalls.point(code, site);
    // No other wait ignores interrupts, and a call of the superclass's method is for that method.
    if (call.name().equalsString("awaitUninterruptibly") || call.opcode() == Opcode.INVOKESPECIAL) {
      method.withReceiver(code, call.typeSymbol(), HookCalls::sync);
      code.with(call);
      return;
    }
    List<Spilled> arguments = method.spill(code, call.typeSymbol().parameterList());
    int condition = method.scratch(code, TypeKind.REFERENCE);
    HookCalls.sync(code.dup().astore(condition));
    Label full = code.newLabel();
    Label end = code.newLabel();
    HookCalls.spurious(code, site);
    code.ifeq(full).aload(condition).lconst_1();
    if (call.isInterface()) {
      code.invokeinterface(call.owner().asSymbol(), "awaitNanos", AWAIT_NANOS);
    } else {
      code.invokevirtual(call.owner().asSymbol(), "awaitNanos", AWAIT_NANOS);
    }
    afterOneNano(code, call, arguments);
    code.goto_(end).labelBinding(full).aload(condition);
    WovenMethod.reload(code, arguments);
    code.with(call).labelBinding(end);
  }

  /** Makes of the rest of one nanosecond what the call returns if its time has not passed. */
  private static void afterOneNano(
      CodeBuilder code, InvokeInstruction call, List<Spilled> arguments) {
    switch (call.typeSymbol().returnType().descriptorString()) {
      case "V" -> code.pop2();
      case "Z" -> code.pop2().iconst_1();
      default -> {
        // What was asked for, less what has passed.
        arguments.getFirst().load(code);
        code.ladd().lconst_1().lsub();
      }
    }
  }
}
