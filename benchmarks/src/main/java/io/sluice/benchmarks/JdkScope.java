package io.sluice.benchmarks;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;

/** The JDK's StructuredTaskScope, a preview in the shape of JDK 25. */
final class JdkScope implements TaskGroup {

  private static final MethodHandle OPEN;
  private static final MethodHandle FORK;
  private static final MethodHandle JOIN;
  private static final MethodHandle GET;
  private static final MethodHandle CLOSE;

  static {
    Class<?> scope = PreviewMethod.type("java.util.concurrent.StructuredTaskScope");
    Class<?> subtask = PreviewMethod.type("java.util.concurrent.StructuredTaskScope$Subtask");
    OPEN = PreviewMethod.find(methodType(Object.class), scope, "open");
    FORK =
        PreviewMethod.find(
            methodType(Object.class, Object.class, Callable.class), scope, "fork", Callable.class);
    JOIN = PreviewMethod.find(methodType(void.class, Object.class), scope, "join");
    GET = PreviewMethod.find(methodType(Object.class, Object.class), subtask, "get");
    CLOSE = PreviewMethod.find(methodType(void.class, Object.class), scope, "close");
  }

  @Override
  public long forkAndJoin(int tasks, Callable<Integer> task) throws Exception {
    try {
      Object scope = (Object) OPEN.invokeExact();
      try {
        Object[] subtasks = new Object[tasks];
        for (int i = 0; i < tasks; i++) {
          subtasks[i] = (Object) FORK.invokeExact(scope, task);
        }
        JOIN.invokeExact(scope);
        long sum = 0;
        for (Object subtask : subtasks) {
          sum += (Integer) (Object) GET.invokeExact(subtask);
        }
        return sum;
      } finally {
        CLOSE.invokeExact(scope);
      }
    } catch (Throwable e) {
      throw PreviewMethod.thrown(e);
    }
  }
}
