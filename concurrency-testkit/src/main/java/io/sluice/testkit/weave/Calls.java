package io.sluice.testkit.weave;

import io.sluice.testkit.weave.ClassFiles.Member;
import io.sluice.testkit.weave.WovenMethod.Spilled;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** Weaves calls of methods; those of constructors are left alone. */
final class Calls {

  private Calls() {}

  static void weave(WovenMethod method, CodeBuilder code, InvokeInstruction call) {
    if (!replace(method, code, call)) {
      CallKind kind = kind(method, call);
      if (method.isInitialized()) {
        weave(method, code, call, kind);
      } else {
        if (kind != CallKind.NONE && kind != CallKind.COLLECTION) {
          HookCalls.point(code, site(method, call));
        }
        code.with(call);
      }
    }
  }

  /** Clocks, and what a thread does to let others run. */
  private static boolean replace(WovenMethod method, CodeBuilder code, InvokeInstruction call) {
    if (ClockRedirection.isClock(call)) {
      HookCalls.clock(code, call.name().stringValue());
      return true;
    }
    if (call.owner().name().equalsString("java/lang/Thread")) {
      if (call.name().equalsString("yield")) {
        HookCalls.yieldNow(code);
        return true;
      }
      if (call.name().equalsString("onSpinWait")) {
        HookCalls.onSpinWait(code, site(method, call));
        return true;
      }
    }
    return false;
  }

  private static CallKind kind(WovenMethod method, InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    String descriptor = call.type().stringValue();
    boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
    if (owner.startsWith("java/")) {
      return CallKind.of(owner, name, descriptor, isStatic);
    }
    if (owner.startsWith("[")) {
      return CallKind.NONE;
    }
    Member callee = method.type().files().method(owner, name + descriptor);
    if (callee == null) {
      return CallKind.of(owner, name, descriptor, isStatic);
    }
    String declaring = callee.owner().name();
    if (callee.is(ClassFile.ACC_SYNCHRONIZED) && method.type().woven().contains(declaring)) {
      return CallKind.POINT;
    }
    return CallKind.of(declaring, name, descriptor, isStatic);
  }

  private static int site(WovenMethod method, InvokeInstruction call) {
    return method.site(call.name().stringValue());
  }

  private static void weave(
      WovenMethod method, CodeBuilder code, InvokeInstruction call, CallKind kind) {
    MethodTypeDesc type = call.typeSymbol();
    switch (kind) {
      case NONE -> code.with(call);
      case POINT -> {
        HookCalls.point(code, site(method, call));
        code.with(call);
      }
      case SYNCHRONIZER -> {
        HookCalls.point(code, site(method, call));
        method.withReceiver(code, type, HookCalls::sync);
        code.with(call);
      }
      case FIELD_UPDATER -> {
        HookCalls.point(code, site(method, call));
        withFirstArgument(method, code, type);
        code.with(call);
      }
      case VAR_HANDLE -> {
        HookCalls.point(code, site(method, call));
        variable(method, code, call.name().stringValue(), type);
        code.with(call);
      }
      case THREAD_STATE -> {
        HookCalls.point(code, site(method, call));
        int thread = method.scratch(code, TypeKind.REFERENCE);
        method.withReceiver(code, type, at -> at.astore(thread));
        HookCalls.joined(code.with(call).aload(thread));
      }
      case OBJECT_WAIT -> Waits.weaveObject(method, code, call, site(method, call));
      case CONDITION_WAIT -> Waits.weaveCondition(method, code, call, site(method, call));
      case COLLECTION -> {
        int site = site(method, call);
        method.withReceiver(code, type, at -> HookCalls.call(at, site));
        code.with(call);
      }
    }
  }

  private static void withFirstArgument(WovenMethod method, CodeBuilder code, MethodTypeDesc type) {
    if (type.parameterCount() > 0) {
      List<Spilled> spilled = method.spill(code, type.parameterList());
      spilled.getFirst().load(code);
      HookCalls.sync(code);
      WovenMethod.reload(code, spilled);
    }
  }

  /**
   * Plain and opaque accesses order nothing. Of the others, the object or array comes first, if
   * there is more than the values; the handle itself stands for a static field.
   */
  private static void variable(
      WovenMethod method, CodeBuilder code, String mode, MethodTypeDesc type) {
    if (mode.equals("get")
        || mode.equals("set")
        || mode.equals("getOpaque")
        || mode.equals("setOpaque")) {
      return;
    }
    int coordinates = type.parameterCount() - values(mode);
    if (coordinates > 0 && !type.parameterType(0).isPrimitive()) {
      withFirstArgument(method, code, type);
    } else {
      method.withReceiver(code, type, HookCalls::sync);
    }
  }

  private static int values(String mode) {
    if (mode.startsWith("compareAnd") || mode.startsWith("weakCompareAnd")) {
      return 2;
    }
    return mode.equals("getVolatile") || mode.equals("getAcquire") ? 0 : 1;
  }
}
