package io.sluice.benchmarks;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;

/** Jox's scope, which is compiled with the preview features of JDK 25. */
final class JoxScope implements TaskGroup {

  private static final Class<?> BODY = PreviewMethod.type("com.softwaremill.jox.structured.Scoped");
  private static final MethodHandle SUPERVISED;
  private static final MethodHandle FORK;
  private static final MethodHandle JOIN;

  static {
    Class<?> scopes = PreviewMethod.type("com.softwaremill.jox.structured.Scopes");
    Class<?> scope = PreviewMethod.type("com.softwaremill.jox.structured.Scope");
    Class<?> fork = PreviewMethod.type("com.softwaremill.jox.structured.Fork");
    SUPERVISED =
        PreviewMethod.find(methodType(Object.class, Object.class), scopes, "supervised", BODY);
    FORK =
        PreviewMethod.find(
            methodType(Object.class, Object.class, Callable.class), scope, "fork", Callable.class);
    JOIN = PreviewMethod.find(methodType(Object.class, Object.class), fork, "join");
  }

  @Override
  public long forkAndJoin(int tasks, Callable<Integer> task) throws Exception {
    // Once for all tasks, so that its cost does not show.
    Object body =
        Proxy.newProxyInstance(
            BODY.getClassLoader(),
            new Class<?>[] {BODY},
            (proxy, method, arguments) -> run(tasks, task, arguments[0]));
    try {
      return (Long) (Object) SUPERVISED.invokeExact(body);
    } catch (Throwable e) {
      throw PreviewMethod.thrown(e);
    }
  }

  private static long run(int tasks, Callable<Integer> task, Object scope) throws Throwable {
    Object[] forks = new Object[tasks];
    for (int i = 0; i < tasks; i++) {
      forks[i] = (Object) FORK.invokeExact(scope, task);
    }
    long sum = 0;
    for (Object fork : forks) {
      sum += (Integer) (Object) JOIN.invokeExact(fork);
    }
    return sum;
  }
}
