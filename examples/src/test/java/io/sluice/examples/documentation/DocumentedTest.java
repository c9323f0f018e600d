package io.sluice.examples.documentation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes of a Markdown file, as they were compiled, within this JVM and its agent. */
final class DocumentedTest {

  /** Frames of the JDK: another release has others. */
  private static final Pattern JDK_FRAME =
      Pattern.compile("^ *at java\\.base/.*\\n?", Pattern.MULTILINE);

  private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{1,8}\\b");
  private static final Pattern LINE = Pattern.compile("(?<=\\.java:)\\d+");
  private static final Pattern DURATION = Pattern.compile("\\d[\\d.,]* (?:ns|µs|ms|s)\\b");

  private DocumentedTest() {}

  /** What came of a class: how many of its tests ended, and the message of each that failed. */
  record Ended(int tests, List<String> failures) {}

  static Ended run(Path directory, String typeName) throws IOException, ClassNotFoundException {
    URL[] compiled = {directory.toUri().toURL()};
    try (URLClassLoader loader =
        new URLClassLoader(compiled, DocumentedTest.class.getClassLoader())) {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectClass(loader.loadClass(typeName)))
              .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
              .build();
      Results results = new Results();
      Launcher launcher = LauncherFactory.create();
      launcher.execute(request, results);
      return new Ended(results.tests, List.copyOf(results.failures));
    }
  }

  /** Without what differs from run to run and from place to place. */
  static String normalized(String report) {
    String text = JDK_FRAME.matcher(report).replaceAll("");
    text = IDENTITY.matcher(text).replaceAll("@…");
    text = LINE.matcher(text).replaceAll("…");
    text = DURATION.matcher(text).replaceAll("… s");
    return text.strip() + "\n";
  }

  private static final class Results implements TestExecutionListener {
    private int tests;
    private final List<String> failures = new ArrayList<>();

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      if (identifier.isTest()) {
        tests++;
      }
      result
          .getThrowable()
          .ifPresent(failure -> failures.add(String.valueOf(failure.getMessage())));
    }
  }
}
