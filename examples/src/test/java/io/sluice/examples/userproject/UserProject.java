package io.sluice.examples.userproject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the template project, outside of this build's directories. */
record UserProject(Path directory) {

  private static final Path TEMPLATE = Path.of("src", "it", "user-project");

  /** How a build ended, and what it printed. */
  record Build(int exitValue, String output) {}

  static UserProject copyTo(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(TEMPLATE)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = directory.resolve(TEMPLATE.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    return new UserProject(directory);
  }

  /** Replaces what a test class says in exactly one place. */
  void replace(String testClass, String correct, String wrong) throws IOException {
    Path file = directory.resolve(Path.of("src", "test", "java", "app", testClass + ".java"));
    String source = Files.readString(file);
    assertThat(source).containsOnlyOnce(correct);
    Files.writeString(file, source.replace(correct, wrong));
  }

  /** Runs its tests, by the Maven of this build and without a network. */
  Build test(LayeredRepository repository) throws IOException, InterruptedException {
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-o",
                "-Dmaven.repo.local=" + repository.path(),
                // Whatever mirror this build had its artifacts from, they are there.
                "-Daether.enhancedLocalRepository.trackingFilename=untracked",
                property("sluice.version"),
                property("junit.version"),
                property("surefire.version"),
                "test")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(120, TimeUnit.SECONDS);
      assertThat(ended).as("ends: " + Files.readString(output)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Build(process.exitValue(), Files.readString(output));
  }

  /** What was told of the tests of a class. */
  String report(String testClass) throws IOException {
    return Files.readString(
        directory.resolve(Path.of("target", "surefire-reports", "app." + testClass + ".txt")));
  }

  private static String property(String name) {
    return "-D" + name + "=" + System.getProperty(name);
  }
}
