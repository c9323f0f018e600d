package io.sluice.testkit.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.sluice.testkit.agent.Agent;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Weaves a large library of others and has the JVM verify every class of it. */
class BulkWeavingTest {

  private static final String PACKAGE = "com.google.common";

  @Test
  void weave_guava_everyClassVerifies() throws Exception {
    // Classes that are loaded already too, which the JVM verifies as they are rewritten.
    Agent.weaving().weave(List.of(PACKAGE));
    URL jar = jarOf(ImmutableList.class);
    URL needed = jarOf(Class.forName(PACKAGE + ".util.concurrent.internal.InternalFutures"));
    List<String> failures = new ArrayList<>();
    int verified = 0;
    try (URLClassLoader loader =
            new URLClassLoader(new URL[] {jar, needed}, ClassLoader.getPlatformClassLoader());
        JarFile file = new JarFile(Path.of(URI.create(jar.toString())).toFile())) {
      for (String name : classesOf(file)) {
        try {
          // Initialized, for only then it is verified.
          assertThat(Class.forName(name, true, loader).getClassLoader()).isSameAs(loader);
          verified++;
        } catch (LinkageError e) {
          failures.add(name + ": " + e);
        }
      }
    }
    assertThat(failures).isEmpty();
    assertThat(verified).isGreaterThan(1_500);
    // Throws if a class could not be woven.
    Agent.weaving().weave(List.of(PACKAGE));
  }

  private static URL jarOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static List<String> classesOf(JarFile file) {
    return file.stream()
        .map(entry -> entry.getName().replace('/', '.'))
        .filter(name -> name.startsWith(PACKAGE) && name.endsWith(".class"))
        .map(name -> name.substring(0, name.length() - ".class".length()))
        .toList();
  }
}
