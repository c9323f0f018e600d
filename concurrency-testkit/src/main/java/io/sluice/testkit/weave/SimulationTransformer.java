package io.sluice.testkit.weave;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Rewrites, from the first simulation on, what was asked for by then. */
final class SimulationTransformer implements ClassFileTransformer {

  private final JdkRewriting jdk;

  /** What the JVM would drop without a word. Each is thrown once, by whoever asks next. */
  private final Queue<IllegalStateException> failures = new ConcurrentLinkedQueue<>();

  /** Written by {@link ClassFileWeaving} under its lock, as is the next. */
  private volatile NamedClasses woven = NamedClasses.NONE;

  private volatile boolean races;

  SimulationTransformer(JdkRewriting jdk) {
    this.jdk = jdk;
  }

  NamedClasses woven() {
    return woven;
  }

  void weave(NamedClasses classes) {
    woven = classes;
  }

  void prepareRaces() {
    races = true;
  }

  /** Fails if a class could not be rewritten since the last call. */
  void throwFailure() {
    IllegalStateException failure = failures.poll();
    if (failure != null) {
      for (var other = failures.poll(); other != null; other = failures.poll()) {
        failure.addSuppressed(other);
      }
      throw failure;
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (name == null) {
      return null;
    }
    try {
      if (Origin.isJdk(loader)) {
        return jdk.appliesTo(name, races) ? jdk.rewrite(name, bytes, races) : null;
      }
      NamedClasses classes = woven;
      if (classes.contains(name)) {
        return Origin.isTestkit(domain)
            ? null
            : ClassWeaver.weave(bytes, ClassFiles.of(loader), classes);
      }
      return races && SynchronizerEntries.inLibrary(name)
          ? enterSynchronizers(loader, name, bytes)
          : null;
    } catch (Throwable e) {
      failures.add(new IllegalStateException("Cannot rewrite class " + name.replace('/', '.'), e));
      return null;
    }
  }

  private static byte[] enterSynchronizers(
      @Nullable ClassLoader loader, String name, byte[] bytes) {
    var context = ClassFiles.of(loader).context();
    ClassModel model = context.parse(bytes);
    return context.transformClass(
        model,
        (type, element) -> {
          CodeTransform entry =
              element instanceof MethodModel method ? SynchronizerEntries.of(name, method) : null;
          if (entry != null && element instanceof MethodModel method) {
            type.transformMethod(method, MethodTransform.transformingCode(entry));
          } else {
            type.with(element);
          }
        });
  }
}
