package io.sluice.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds benchmarks that yielded no figure. */
public final class Completeness {

  private Completeness() {}

  /**
   * Fails if some did not.
   *
   * @param arguments JMH's JSON, and a file with a benchmark's name in each line
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("usage: Completeness FILE.json LIST");
    }
    List<String> missing =
        missing(
            JmhResult.read(List.of(Path.of(arguments[0]))),
            Files.readAllLines(Path.of(arguments[1])));
    if (!missing.isEmpty()) {
      System.err.println("no figure of: " + String.join(", ", missing));
      System.exit(1);
    }
  }

  /** A score of zero is no figure, and neither is one that is not a number. */
  static List<String> missing(List<JmhResult> results, List<String> listed) {
    Set<String> measured =
        results.stream()
            .filter(result -> result.metric().score() > 0)
            .map(JmhResult::benchmark)
            .collect(Collectors.toSet());
    return listed.stream().filter(name -> !measured.contains(name)).toList();
  }
}
