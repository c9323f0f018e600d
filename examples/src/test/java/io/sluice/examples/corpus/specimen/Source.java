package io.sluice.examples.corpus.specimen;

import java.net.URI;

/**
 * Where a bug is told.
 *
 * @param title what to call it
 * @param link where to read it
 */
public record Source(String title, URI link) {

  /** The classic on concurrent Java, for bugs that it warns of. */
  public static final Source JAVA_CONCURRENCY_IN_PRACTICE =
      new Source("Java Concurrency in Practice", URI.create("https://jcip.net/"));

  private static final URI STUDY = URI.create("https://doi.org/10.1145/3297858.3304069");

  /**
   * One of Go's traps as this project's documents tell it.
   *
   * @param anchor the heading in docs/traps.md
   * @return the source
   */
  public static Source trap(String anchor) {
    return new Source("Go's traps", URI.create("traps.md#" + anchor));
  }

  /**
   * One of the leak patterns of Saioc et al., "Unveiling and Vanquishing Goroutine Leaks in
   * Enterprise Microservices" (2024).
   *
   * @param pattern its name there
   * @return the source
   */
  public static Source leakPattern(String pattern) {
    return new Source(
        "leak pattern " + pattern, URI.create("https://doi.org/10.1109/CGO57630.2024.10444835"));
  }

  /**
   * A bug of Tu et al., "Understanding Real-World Concurrency Bugs in Go" (2019).
   *
   * @param what the project and the kind of bug, or the figure
   * @return the source
   */
  public static Source study(String what) {
    return new Source("Tu et al., " + what, STUDY);
  }

  /**
   * A bug of a project on GitHub.
   *
   * @param project owner and name
   * @param number of the pull request that mends it
   * @return the source
   */
  public static Source pullRequest(String project, int number) {
    return new Source(
        project + "#" + number, URI.create("https://github.com/" + project + "/pull/" + number));
  }

  /**
   * A class of the JDK that warns of the mistake, or is known for it.
   *
   * @param type its qualified name
   * @return the source
   */
  public static Source jdk(String type) {
    return new Source(
        type.substring(type.lastIndexOf('.') + 1),
        URI.create(
            "https://docs.oracle.com/en/java/javase/25/docs/api/java.base/"
                + type.replace('.', '/')
                + ".html"));
  }

  /**
   * A class of this library that warns of the mistake.
   *
   * @param title what to call it
   * @param path from docs
   * @return the source
   */
  public static Source library(String title, String path) {
    return new Source(title, URI.create(path));
  }
}
