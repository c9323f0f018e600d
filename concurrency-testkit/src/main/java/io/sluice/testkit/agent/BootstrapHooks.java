package io.sluice.testkit.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * Gives what rewritten code calls to the bootstrap loader, once, so that the classes of the JDK and
 * those of the program call the same.
 *
 * <p>A jar appended to the bootstrap class path is the documented way, but from then on the JVM
 * warns at each start, into the output of the tests, that it shares fewer classes. So the JDK is
 * asked to define the classes directly; the jar is for a JDK that does not.
 */
final class BootstrapHooks {

  /** In the order in which they refer to each other. */
  private static final List<String> CLASSES =
      List.of("io/sluice/testkit/hook/Handler", "io/sluice/testkit/hook/Hooks");

  private BootstrapHooks() {}

  static void define(Instrumentation instrumentation) {
    try {
      try {
        defineDirectly(instrumentation);
      } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
        appendJar(instrumentation);
      }
      // Now, for later it would be in the midst of a rewritten class.
      Class.forName("io.sluice.testkit.hook.Hooks", true, null);
    } catch (IOException e) {
      throw new UncheckedIOException("The testkit's agent cannot read its own classes", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The testkit's agent cannot define its hooks", e);
    }
  }

  private static void defineDirectly(Instrumentation instrumentation)
      throws IOException, ReflectiveOperationException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of("jdk.internal.misc", Set.of(BootstrapHooks.class.getModule())),
        Map.of(),
        Set.of(),
        Map.of());
    Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
    var define =
        type.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            ProtectionDomain.class);
    Object unsafe = type.getMethod("getUnsafe").invoke(null);
    for (String name : CLASSES) {
      byte[] bytes = read(name);
      try {
        define.invoke(unsafe, name, bytes, 0, bytes.length, null, null);
      } catch (InvocationTargetException e) {
        throw new IllegalStateException("Cannot define " + name, e.getCause());
      }
    }
  }

  private static void appendJar(Instrumentation instrumentation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (String name : CLASSES) {
        jar.putNextEntry(new ZipEntry(name + ".class"));
        jar.write(read(name));
        jar.closeEntry();
      }
    }
    File file = File.createTempFile("sluice-testkit-hooks", ".jar");
    file.deleteOnExit();
    Files.write(file.toPath(), bytes.toByteArray());
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(file));
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = BootstrapHooks.class.getResourceAsStream("/" + name + ".class")) {
      if (in == null) {
        throw new IOException("No " + name + ".class beside the agent");
      }
      return in.readAllBytes();
    }
  }
}
