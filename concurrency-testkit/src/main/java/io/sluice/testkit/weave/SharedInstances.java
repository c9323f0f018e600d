package io.sluice.testkit.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the library shares by a whole JVM and runs with platform threads, and must be a simulation's
 * own within one. The library knows nothing of it: it has the methods named here.
 */
final class SharedInstances {

  private static final ClassDesc THREAD = ClassDesc.of(Thread.class.getName());

  private static final List<Rule> RULES =
      List.of(
          ownInstance("io/sluice/context/DeadlineTimer", "current"),
          ownThread("io/sluice/context/DeadlineTimer", "newThread", "context-deadlines"),
          ownExecution("io/sluice/context/Interrupter", "execute", "context-interrupter"));

  private SharedInstances() {}

  /** What a method begins with. */
  private record Rule(String owner, String method, Consumer<CodeBuilder> entry) {}

  static boolean in(String className) {
    return RULES.stream().anyMatch(rule -> rule.owner.equals(className));
  }

  /** Returns what a method begins with, or null. */
  static @Nullable Consumer<CodeBuilder> entry(String className, String method) {
    for (Rule rule : RULES) {
      if (rule.owner.equals(className) && rule.method.equals(method)) {
        return rule.entry;
      }
    }
    return null;
  }

  /** {@code static Owner method()} that returns the one instance. */
  private static Rule ownInstance(String owner, String method) {
    ClassDesc type = ClassDesc.ofInternalName(owner);
    return new Rule(
        owner,
        method,
        code -> {
          var none = code.newLabel();
          var outside = code.newLabel();
          code.loadConstant(type);
          HookCalls.local(code);
          code.dup().ifnull(none).checkcast(type).areturn().labelBinding(none).pop();
          HookCalls.simulated(code);
          code.ifeq(outside)
              .new_(type)
              .dup()
              .invokespecial(
                  type, ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void));
          // Another may have been made while this one was: the first counts.
          HookCalls.setLocal(code);
          code.loadConstant(type);
          HookCalls.local(code);
          code.checkcast(type).areturn().labelBinding(outside);
        });
  }

  /** {@code Thread method()} that returns a thread, unstarted, which runs the instance. */
  private static Rule ownThread(String owner, String method, String threadName) {
    return new Rule(
        owner,
        method,
        code -> {
          var outside = code.newLabel();
          code.loadConstant(threadName).aload(0);
          HookCalls.thread(code);
          code.dup().ifnull(outside).areturn().labelBinding(outside).pop();
        });
  }

  /** {@code static void method(Runnable)} that has it run by another thread. */
  private static Rule ownExecution(String owner, String method, String threadName) {
    return new Rule(
        owner,
        method,
        code -> {
          var outside = code.newLabel();
          code.loadConstant(threadName).aload(0);
          HookCalls.thread(code);
          code.dup()
              .ifnull(outside)
              .invokevirtual(THREAD, "start", MethodTypeDesc.of(ConstantDescs.CD_void))
              .return_()
              .labelBinding(outside)
              .pop();
        });
  }
}
