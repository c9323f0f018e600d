package io.sluice.testkit.weave;

import io.sluice.testkit.hook.Hooks;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.time.Instant;
import java.util.concurrent.Delayed;
import java.util.concurrent.ForkJoinPool;

/** Writes calls of {@link Hooks}, whose arguments are on the stack but for a site. */
final class HookCalls {

  private static final ClassDesc HOOKS = ClassDesc.of(Hooks.class.getName());
  private static final ClassDesc INSTANT = ClassDesc.of(Instant.class.getName());
  private static final ClassDesc POOL = ClassDesc.of(ForkJoinPool.class.getName());
  private static final ClassDesc DELAYED = ClassDesc.of(Delayed.class.getName());
  private static final ClassDesc THREAD = ClassDesc.of(Thread.class.getName());
  private static final ClassDesc RUNNABLE = ClassDesc.of(Runnable.class.getName());

  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
  private static final MethodTypeDesc CLOCK = MethodTypeDesc.of(ConstantDescs.CD_long);
  private static final MethodTypeDesc CONDITION = MethodTypeDesc.of(ConstantDescs.CD_boolean);
  private static final MethodTypeDesc OBJECT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);
  private static final MethodTypeDesc SITE =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
  private static final MethodTypeDesc OBJECT_SITE =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_int);
  private static final MethodTypeDesc ELEMENT_SITE =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          ConstantDescs.CD_Object,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int);

  private HookCalls() {}

  /** A clock's: {@code nanoTime} or {@code currentTimeMillis}. */
  static void clock(CodeBuilder code, String name) {
    code.invokestatic(HOOKS, name, CLOCK);
  }

  static void instant(CodeBuilder code) {
    code.invokestatic(HOOKS, "instant", MethodTypeDesc.of(INSTANT));
  }

  static void point(CodeBuilder code, int site) {
    code.loadConstant(site).invokestatic(HOOKS, "point", SITE);
  }

  static void yieldNow(CodeBuilder code) {
    code.invokestatic(HOOKS, "yieldNow", NOTHING);
  }

  static void onSpinWait(CodeBuilder code, int site) {
    code.loadConstant(site)
        .invokestatic(
            HOOKS, "onSpinWait", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int));
  }

  static void spurious(CodeBuilder code, int site) {
    code.loadConstant(site)
        .invokestatic(
            HOOKS, "spurious", MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_int));
  }

  static void read(CodeBuilder code, int site) {
    code.loadConstant(site).invokestatic(HOOKS, "read", OBJECT_SITE);
  }

  static void write(CodeBuilder code, int site) {
    code.loadConstant(site).invokestatic(HOOKS, "write", OBJECT_SITE);
  }

  static void readElement(CodeBuilder code, int site) {
    code.loadConstant(site).invokestatic(HOOKS, "readElement", ELEMENT_SITE);
  }

  static void writeElement(CodeBuilder code, int site) {
    code.loadConstant(site).invokestatic(HOOKS, "writeElement", ELEMENT_SITE);
  }

  static void call(CodeBuilder code, int site) {
    code.loadConstant(site).invokestatic(HOOKS, "call", OBJECT_SITE);
  }

  static void acquire(CodeBuilder code) {
    code.invokestatic(HOOKS, "acquire", OBJECT);
  }

  static void release(CodeBuilder code) {
    code.invokestatic(HOOKS, "release", OBJECT);
  }

  static void sync(CodeBuilder code) {
    code.invokestatic(HOOKS, "sync", OBJECT);
  }

  static void enter(CodeBuilder code) {
    code.invokestatic(HOOKS, "enter", OBJECT);
  }

  static void joined(CodeBuilder code) {
    code.invokestatic(HOOKS, "joined", MethodTypeDesc.of(ConstantDescs.CD_void, THREAD));
  }

  static void unblocking(CodeBuilder code) {
    code.invokestatic(HOOKS, "unblocking", OBJECT);
  }

  static void unblocked(CodeBuilder code) {
    code.invokestatic(HOOKS, "unblocked", OBJECT);
  }

  static void asyncPool(CodeBuilder code) {
    code.invokestatic(HOOKS, "asyncPool", MethodTypeDesc.of(POOL, POOL));
  }

  static void delayed(CodeBuilder code) {
    code.invokestatic(HOOKS, "delayed", MethodTypeDesc.of(ConstantDescs.CD_boolean, DELAYED));
  }

  static void simulated(CodeBuilder code) {
    code.invokestatic(HOOKS, "simulated", CONDITION);
  }

  static void randomSeed(CodeBuilder code) {
    code.invokestatic(HOOKS, "randomSeed", MethodTypeDesc.of(ConstantDescs.CD_long));
  }

  static void local(CodeBuilder code) {
    code.invokestatic(
        HOOKS, "local", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Class));
  }

  static void setLocal(CodeBuilder code) {
    code.invokestatic(HOOKS, "setLocal", OBJECT);
  }

  static void thread(CodeBuilder code) {
    code.invokestatic(
        HOOKS, "thread", MethodTypeDesc.of(THREAD, ConstantDescs.CD_String, RUNNABLE));
  }
}
