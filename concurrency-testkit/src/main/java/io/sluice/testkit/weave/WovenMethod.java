package io.sluice.testkit.weave;

import io.sluice.testkit.agent.Sites;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The method that is being woven: where in it we are, and what is free to use there. */
final class WovenMethod {

  /** Older class files have no constants that are classes. */
  private static final int CLASS_CONSTANTS_SINCE = ClassFile.JAVA_5_VERSION;

  private final WovenClass type;
  private final String name;

  private int line = -1;

  /** False in a constructor until it has called another: no hook may see the object before. */
  private boolean initialized;

  /** Locals that hold something for the length of one instruction only, and how many of them do. */
  private final List<Integer> narrow = new ArrayList<>();

  private final List<Integer> wide = new ArrayList<>();
  private int narrowInUse;
  private int wideInUse;

  WovenMethod(WovenClass type, String name) {
    this.type = type;
    this.name = name;
    this.initialized = !name.equals("<init>");
  }

  WovenClass type() {
    return type;
  }

  void atLine(int newLine) {
    line = newLine;
  }

  void atInstruction() {
    narrowInUse = 0;
    wideInUse = 0;
  }

  boolean isInitialized() {
    return initialized;
  }

  void initialized() {
    initialized = true;
  }

  /** Numbers the instruction. */
  int site(String subject) {
    return Sites.add(new Sites.Site(type.binaryName(), name, type.fileName(), line, subject));
  }

  /** Whether {@link #loadClass} can be used. */
  boolean canName(ClassOutline other) {
    return type.majorVersion() >= CLASS_CONSTANTS_SINCE && other.isAccessibleTo(type.name());
  }

  void loadClass(CodeBuilder code, String other) {
    code.loadConstant(ClassDesc.ofInternalName(other));
  }

  /** A local that is free until the next instruction. */
  int scratch(CodeBuilder code, TypeKind kind) {
    boolean isWide = kind.slotSize() == 2;
    List<Integer> slots = isWide ? wide : narrow;
    int next = isWide ? wideInUse++ : narrowInUse++;
    if (next == slots.size()) {
      slots.add(code.allocateLocal(kind));
    }
    return slots.get(next);
  }

  /** Takes arguments from the stack; returns where they are. */
  List<Spilled> spill(CodeBuilder code, List<ClassDesc> parameters) {
    List<Spilled> spilled = new ArrayList<>();
    for (ClassDesc parameter : parameters.reversed()) {
      TypeKind kind = TypeKind.from(parameter).asLoadable();
      int slot = scratch(code, kind);
      code.storeLocal(kind, slot);
      spilled.addFirst(new Spilled(kind, slot));
    }
    return spilled;
  }

  static void reload(CodeBuilder code, List<Spilled> spilled) {
    spilled.forEach(argument -> argument.load(code));
  }

  /** Has a hook take another reference to the receiver of a call that is about to be made. */
  void withReceiver(CodeBuilder code, MethodTypeDesc callee, Consumer<CodeBuilder> hook) {
    List<ClassDesc> parameters = callee.parameterList();
    if (parameters.isEmpty()) {
      hook.accept(code.dup());
    } else if (parameters.size() == 1 && TypeKind.from(parameters.getFirst()).slotSize() == 1) {
      hook.accept(code.dup2().pop());
    } else {
      List<Spilled> spilled = spill(code, parameters);
      hook.accept(code.dup());
      reload(code, spilled);
    }
  }

  /**
   * An argument in a local.
   *
   * @param kind of the argument
   * @param slot of the local
   */
  record Spilled(TypeKind kind, int slot) {

    void load(CodeBuilder code) {
      code.loadLocal(kind, slot);
    }
  }
}
