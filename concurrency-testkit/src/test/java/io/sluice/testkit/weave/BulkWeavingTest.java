package io.sluice.testkit.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.agent.Agent;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Weaves a large library of others and has the JVM verify every class of it. */
class BulkWeavingTest {

  @Test
  void weave_guava_everyClassVerifies() throws Exception {
    Agent.weaving();
    int woven = verifyAll("com.google.common", true);
    assertThat(woven).isGreaterThan(1_500);
  }

  private static int verifyAll(String packages, boolean weave) throws IOException {
    URL jar =
        com.google.common.collect.ImmutableList.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation();
    List<String> failures = new ArrayList<>();
    int count = 0;
    int sites = io.sluice.testkit.agent.Sites.add(noSite());
    long begin = System.nanoTime();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, parent());
        JarFile file = new JarFile(Path.of(java.net.URI.create(jar.toString())).toFile())) {
      // Not those the tests themselves use: names are the same, so this weaves them too.
      Agent.weaving().weave(List.of(packages + ".collect", packages + ".util.concurrent"));
      Agent.weaving().weave(List.of(packages));
      begin = System.nanoTime();
      for (var entry : file.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith(packages.replace('.', '/')) && name.endsWith(".class")) {
          try {
            Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), true, loader);
            count++;
          } catch (VerifyError | ClassFormatError e) {
            failures.add(name + ": " + e);
          }
        }
      }
    }
    long nanos = System.nanoTime() - begin;
    System.out.printf(
        "FIG %d classes woven=%s in %d ms, %d sites%n",
        count, weave, nanos / 1_000_000, io.sluice.testkit.agent.Sites.add(noSite()) - sites);
    assertThat(failures).isEmpty();
    // Throws if a class could not be woven.
    Agent.weaving().weave(List.of(packages));
    return count;
  }

  private static io.sluice.testkit.agent.Sites.Site noSite() {
    return new io.sluice.testkit.agent.Sites.Site("", "", "", -1, "");
  }

  /** Has what Guava needs, and no Guava. */
  private static ClassLoader parent() {
    return ClassLoader.getPlatformClassLoader();
  }
}
