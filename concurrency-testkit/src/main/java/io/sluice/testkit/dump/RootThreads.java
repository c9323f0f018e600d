package io.sluice.testkit.dump;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's set of the virtual threads that were started with the thread's own API.
 *
 * @since 0.1.0
 */
public final class RootThreads {

  private RootThreads() {}

  /**
   * Returns the set itself. Needs the testkit's agent.
   *
   * @return the set, to which the JDK adds each such thread on its start and from which it removes
   *     it after its end; null if this JVM keeps none ({@code -Djdk.trackAllThreads=false})
   * @throws ReflectiveOperationException if this JDK keeps it elsewhere than those that are known,
   *     or if the agent is not there
   */
  @SuppressWarnings("unchecked") // the field's type
  public static @Nullable Set<Thread> trackingSet() throws ReflectiveOperationException {
    Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers");
    Object root = containers.getMethod("root").invoke(null);
    // Its name differs: THREADS on 21, VTHREADS on 25.
    Field set = setOf(root.getClass());
    if (set == null) {
      return null;
    }
    set.setAccessible(true);
    return (Set<Thread>) set.get(null);
  }

  private static @Nullable Field setOf(Class<?> root) {
    for (Field field : root.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == Set.class) {
        return field;
      }
    }
    return null;
  }
}
