package io.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final Environment ENVIRONMENT =
      new Environment(
          "Abacus", 2, "Linux 6", "JDK 25", "abc1234", "2026-01-02", "compare", Map.of("Jox", "1"));

  @TempDir private Path directory;

  @Test
  void render_sample_marksWinsAndLosses() throws IOException {
    String text = new MarkdownTables(ENVIRONMENT, Cell.of(Sample.results())).render();

    assertThat(text)
        .contains(
            "Abacus, 2 cores, Linux 6, JDK 25, commit abc1234, 2026-01-02; profile `compare`. Jox"
                + " 1.",
            "- Against the best rival on threads: ahead in 2 cells, level in 1, **behind in 1**.",
            "- Against Kotlin: ahead in 0 cells, level in 0, **behind in 1**.",
            "| Buffered: one to one, capacity 16 | ns | 110 (95.0–120) | ArrayBlockingQueue 210"
                + " (200–220) | **0.55 (0.45–0.55) ahead** | 72.0 (70.0–73.0) | **1.57 (1.32–1.64)"
                + " behind** | SpscArrayQueue 17.0 (17.0–18.0) |",
            "| Fork join: fork and join (Sluice) | ns | 350 (340–360) |"
                + " StructuredTaskScope 350 (345–355) | 1.00 (0.99–1.01) level |  |  |  |",
            "| Channel memory: unbuffered | bytes | 48.0 | SynchronousQueue 56.0 | **0.86"
                + " (0.86–0.86) ahead** |",
            "| Buffered: one to one, capacity 16 | Jox | 310 (300–1,900, *unsteady*) | ns |");
  }

  @Test
  void write_sample_makesTableAndCharts() throws IOException {
    List<Path> written = Report.write(List.of(Sample.file()), directory.resolve("report"));

    assertThat(written)
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "report.md",
            "ratios.svg",
            "buffered-ns.svg",
            "channel-memory-bytes.svg",
            "fork-join-ns.svg");
    assertThat(written).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    assertThat(written.getFirst())
        .content()
        .contains("OpenJDK 64-Bit Server VM 25.0.3+9-LTS", "commit unknown");
    assertThat(written.get(2)).content().contains("<svg", "ArrayBlockingQueue", "capacity 16");
  }

  @Test
  void write_twice_makesTheSame() throws IOException {
    List<Path> first = Report.write(List.of(Sample.file()), directory.resolve("first"));
    List<Path> second = Report.write(List.of(Sample.file()), directory.resolve("second"));

    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i)).hasSameTextualContentAs(first.get(i));
    }
  }

  @Test
  void read_severalRounds_hasTheForksOfAll() throws IOException {
    Path later = directory.resolve("figures-2.json");
    Files.writeString(later, Files.readString(Sample.file()).replace("120", "130"));

    List<JmhResult> results = JmhResult.read(List.of(Sample.file(), later));

    assertThat(results).hasSameSizeAs(Sample.results());
    assertThat(Cell.of(results).getFirst().figures().getFirst().forks())
        .containsExactly(110.0, 95.0, 120.0, 110.0, 95.0, 130.0);
    assertThat(Cell.of(results).get(1).figures().getFirst().forks()).containsExactly(48.0, 48.0);
  }

  @Test
  void environment_besideTheFigures_isUsed() throws IOException {
    Path figures = directory.resolve("figures.json");
    Files.copy(Sample.file(), figures);
    ENVIRONMENT.write(Environment.beside(figures));

    assertThat(Report.write(List.of(figures), directory).getFirst())
        .content()
        .contains("Abacus, 2 cores");
    assertThat(directory.resolve("environment.json")).exists();
  }

  @Test
  void environment_current_knowsWhatWasBuilt() throws IOException {
    Environment current = Environment.current("smoke", "abc1234");

    assertThat(current.cores()).isPositive();
    assertThat(current.versions())
        .containsKeys("JCTools", "Jox", "kotlinx-coroutines")
        .allSatisfy((name, version) -> assertThat(version).as(name).matches("[0-9].*"));
  }

  @Test
  void missing_noPositiveFigure_isReported() throws IOException {
    String memory = "io.sluice.benchmarks.ChannelMemoryBenchmark.unbuffered";
    String absent = "io.sluice.benchmarks.NoBenchmark.none";

    assertThat(Completeness.missing(Sample.results(), List.of(memory, absent)))
        .containsExactly(absent);
    assertThat(Completeness.missing(Sample.results().subList(6, 7), List.of(memory)))
        .containsExactly(memory);
  }
}
