package io.sluice.testkit.dump;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Annotations of tests. */
final class Annotations {

  private Annotations() {}

  /** The annotation of a test's method, else of its class, else of the classes around that. */
  static <A extends Annotation> @Nullable A find(ExtensionContext context, Class<A> type) {
    Optional<Method> method = context.getTestMethod();
    Optional<A> found = method.flatMap(it -> AnnotationSupport.findAnnotation(it, type));
    if (found.isEmpty()) {
      Class<?> testClass = context.getRequiredTestClass();
      found = AnnotationSupport.findAnnotation(testClass, type, context.getEnclosingTestClasses());
    }
    return found.orElse(null);
  }
}
