package io.sluice.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/**
 * Finds methods of classes that this module, compiled for an older JDK and without preview
 * features, cannot name. Kept in a constant, such a method costs no more than a call and a cast.
 */
final class PreviewMethod {

  private PreviewMethod() {}

  /** The type of that name, where the running JDK has it and may load it. */
  static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " is not in this JDK", e);
    }
  }

  /** A public method, with {@link Object} in the place of all types that cannot be named. */
  static MethodHandle find(MethodType erased, Class<?> type, String name, Class<?>... parameters) {
    try {
      Method method = type.getMethod(name, parameters);
      return MethodHandles.publicLookup().unreflect(method).asType(erased);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has another shape in this JDK", e);
    }
  }

  /** An exception that a method handle threw, as the exception it is. */
  static Exception thrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (Exception) thrown;
  }
}
