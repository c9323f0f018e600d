package io.sluice.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Turns JMH's figures into a table and charts. */
public final class Report {

  private static final String TABLES = "report.md";

  private Report() {}

  /**
   * Makes a report.
   *
   * @param arguments JMH's JSON, of one or more rounds, and the directory to write to
   */
  public static void main(String[] arguments) throws IOException {
    List<Path> paths = Stream.of(arguments).map(Path::of).toList();
    if (paths.size() < 2) {
      throw new IllegalArgumentException("usage: Report FILE.json... DIRECTORY");
    }
    for (Path written : write(paths.subList(0, paths.size() - 1), paths.getLast())) {
      System.out.println(written);
    }
  }

  /** Writes the report; returns its files. */
  static List<Path> write(List<Path> rounds, Path directory) throws IOException {
    List<JmhResult> results = JmhResult.read(rounds);
    if (results.isEmpty()) {
      throw new IOException("there is no figure in " + rounds);
    }
    Path described = Environment.beside(rounds.getFirst());
    Environment environment =
        Files.exists(described)
            ? Environment.read(described)
            : Environment.unknown(results.getFirst());
    List<Cell> cells = Cell.of(results);
    Files.createDirectories(directory);
    Path tables = directory.resolve(TABLES);
    Files.writeString(tables, new MarkdownTables(environment, cells).render());
    List<Path> written = new ArrayList<>(List.of(tables));
    for (String chart : new Charts(environment, cells).write(directory)) {
      written.add(directory.resolve(chart));
    }
    return written;
  }
}
