package io.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The figures that the documentation tells of are those of the report that stands beside it. */
class DocumentedFiguresTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern FIGURE =
      Pattern.compile("(?<![\\w.,-])\\d+(?:,\\d{3})*(?:\\.\\d+)?(?![\\w:-])");
  private static final Pattern COLUMN = Pattern.compile(" \\| ");
  private static final Pattern COMMIT = Pattern.compile("commit `?([0-9a-f]{7,})");

  private final String report = read("docs/benchmarks/report.md");

  @Test
  void readme_eachRow_isOneOfTheReport() {
    List<Set<String>> cells = rows(report).stream().map(DocumentedFiguresTest::figures).toList();
    List<String> rows = rows(section(read("README.md"), "## Performance"));
    assertThat(rows).hasSizeGreaterThan(5);
    for (String row : rows) {
      Set<String> figures = figures(afterName(row));
      assertThat(cells).as(row).anyMatch(cell -> cell.containsAll(figures));
    }
  }

  @Test
  void performance_eachFigureWhereWeLose_isInTheReport() {
    Set<String> known = figures(report);
    List<String> rows = rows(section(read("docs/performance.md"), "## Where we lose"));
    assertThat(rows).hasSizeGreaterThan(2);
    for (String row : rows) {
      // Name, ours, the others, and then ratios, some of which are not in the report.
      List<String> columns = COLUMN.splitAsStream(row).toList();
      assertThat(known).as(row).containsAll(figures(columns.get(1) + " " + columns.get(2)));
    }
  }

  @Test
  void commits_areThatOfTheReport() {
    assertThat(commit(section(read("README.md"), "## Performance"))).isEqualTo(commit(report));
    assertThat(commit(read("docs/performance.md"))).isEqualTo(commit(report));
  }

  private static String commit(String text) {
    return COMMIT.matcher(text).results().map(found -> found.group(1)).findFirst().orElseThrow();
  }

  /** From a heading to the next one of its level. */
  private static String section(String text, String heading) {
    int start = text.indexOf(heading + "\n");
    assertThat(start).as(heading).isNotNegative();
    int end = text.indexOf("\n## ", start + 1);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  /** The rows of the tables, without their heads. */
  private static List<String> rows(String text) {
    return text.lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| |") && !line.startsWith("| -"))
        .toList();
  }

  private static String afterName(String row) {
    return row.substring(row.indexOf(" | ") + 3);
  }

  private static Set<String> figures(String text) {
    return FIGURE
        .matcher(text.replace("**", "").replaceAll("capacity \\d+", ""))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private static String read(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }
}
