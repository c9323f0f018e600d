package io.sluice.testkit.weave;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Rewrites the classes of the program that read a clock, or share what a simulation needs for
 * itself, as they are loaded. All that a test that never simulates notices is a look at the
 * constant pool of each class.
 *
 * @since 0.1.0
 */
public final class LoadTimeTransformer implements ClassFileTransformer {

  /** Those who run tests, and the JDK's on the class path: their time is the real one. */
  private static final List<String> EXCLUDED =
      List.of(
          "java/",
          "javax/",
          "jdk/",
          "sun/",
          "com/sun/",
          "org/junit/",
          "org/opentest4j/",
          "org/apache/maven/",
          "org/openjdk/jcstress/",
          "org/openjdk/jmh/",
          "org/slf4j/");

  /** Called by the agent. */
  public LoadTimeTransformer() {}

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (name == null || Origin.isJdk(loader) || isExcluded(name)) {
      return null;
    }
    try {
      boolean concerned = ClockNames.in(bytes) || SharedInstances.in(name);
      if (!concerned || Origin.isTestkit(domain)) {
        return null;
      }
      return rewrite(loader, name, bytes);
    } catch (RuntimeException e) {
      // The JVM would drop it without a word.
      LoggerFactory.getLogger(LoadTimeTransformer.class)
          .warn("Class {} is not rewritten: in a simulation it reads the real time", name, e);
      return null;
    }
  }

  private static byte @Nullable [] rewrite(
      @Nullable ClassLoader loader, String name, byte[] bytes) {
    var classFile = ClassFiles.of(loader).context();
    var model = classFile.parse(bytes);
    if (Origin.isHandler(model)) {
      return null;
    }
    ClassTransform shared =
        (type, element) -> {
          var entry =
              element instanceof MethodModel method
                  ? SharedInstances.entry(name, method.methodName().stringValue())
                  : null;
          if (entry != null && element instanceof MethodModel method) {
            type.transformMethod(method, MethodTransform.transformingCode(new MethodEntry(entry)));
          } else {
            type.with(element);
          }
        };
    ClassTransform clocks =
        ClassTransform.transformingMethodBodies(
            method ->
                method.code().stream()
                    .flatMap(code -> code.elementStream())
                    .anyMatch(ClockRedirection::isClock),
            ClockRedirection.INSTANCE);
    return classFile.transformClass(model, shared.andThen(clocks));
  }

  private static boolean isExcluded(String name) {
    for (String prefix : EXCLUDED) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
