package io.sluice.testkit.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The code of the JDK that a simulation has to have a say in, besides what reads a clock. It is not
 * public, so another JDK may lack it; then no simulation begins.
 */
final class JdkEdits {

  private static final String FUTURE = "java/util/concurrent/CompletableFuture";
  private static final String VIRTUAL_THREAD = "java/lang/VirtualThread";

  static final List<Edit> ALL =
      List.of(
          // Each system clock reads the time here, or by System.currentTimeMillis().
          entry("java/time/Clock", "currentInstant", 0, JdkEdits::instant),
          // All delays of pools, so those of CompletableFuture too.
          entry("java/util/concurrent/ForkJoinPool", "scheduleDelayedTask", 1, JdkEdits::delayed),
          // Its sequence depends on the thread's id, which is another in each run.
          entry("java/util/concurrent/ThreadLocalRandom", "nextSeed", 0, JdkEdits::randomSeed),
          // What hands monitors to virtual threads is a platform thread of the JDK.
          entry(
              VIRTUAL_THREAD,
              "compareAndSetOnWaitingList",
              2,
              code -> HookCalls.unblocking(code.aload(0))),
          new Edit(
              VIRTUAL_THREAD + ".unblock",
              VIRTUAL_THREAD,
              method -> isNamed(method, "unblock", 0),
              () -> new MethodExit(code -> HookCalls.unblocked(code.aload(0)))),
          asyncPool(FUTURE),
          asyncPool(FUTURE + "$DelayedExecutor"));

  private JdkEdits() {}

  /**
   * How some methods of a class are rewritten.
   *
   * @param name what a JDK lacks that has none of them
   * @param owner the class, with slashes
   * @param methods which
   * @param rewriting a new one for each
   */
  record Edit(
      String name,
      String owner,
      Predicate<MethodModel> methods,
      Supplier<CodeTransform> rewriting) {

    Edit {
      name = name.replace('/', '.');
    }
  }

  private static Edit entry(
      String owner, String method, int parameters, Consumer<CodeBuilder> first) {
    return new Edit(
        owner + "." + method,
        owner,
        model -> isNamed(model, method, parameters),
        () -> new MethodEntry(first));
  }

  /** By number of parameters, not by their types: those are internal too. */
  private static boolean isNamed(MethodModel method, String name, int parameters) {
    return method.methodName().equalsString(name)
        && method.methodTypeSymbol().parameterCount() == parameters
        && (method.flags().flagsMask() & ClassFile.ACC_ABSTRACT) == 0;
  }

  private static void instant(CodeBuilder code) {
    var outside = code.newLabel();
    HookCalls.instant(code);
    code.dup().ifnull(outside).areturn().labelBinding(outside).pop();
  }

  private static void delayed(CodeBuilder code) {
    var outside = code.newLabel();
    HookCalls.delayed(code.aload(1));
    code.ifeq(outside).aload(1).areturn().labelBinding(outside);
  }

  private static void randomSeed(CodeBuilder code) {
    var outside = code.newLabel();
    HookCalls.simulated(code);
    code.ifeq(outside);
    HookCalls.randomSeed(code);
    code.lreturn().labelBinding(outside);
  }

  /** Every read of the default pool, in place of which a simulation has its own. */
  private static Edit asyncPool(String owner) {
    return new Edit(
        owner + ": use of ASYNC_POOL",
        owner,
        method ->
            method.code().stream()
                .flatMap(code -> code.elementStream())
                .anyMatch(JdkEdits::readsAsyncPool),
        () -> JdkEdits::redirectAsyncPool);
  }

  private static void redirectAsyncPool(CodeBuilder code, CodeElement element) {
    code.with(element);
    if (readsAsyncPool(element)) {
      HookCalls.asyncPool(code);
    }
  }

  private static boolean readsAsyncPool(CodeElement element) {
    return element instanceof FieldInstruction access
        && access.opcode() == Opcode.GETSTATIC
        && access.owner().name().equalsString(FUTURE)
        && access.name().equalsString("ASYNC_POOL")
        && access.type().equalsString("Ljava/util/concurrent/ForkJoinPool;");
  }
}
