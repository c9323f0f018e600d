package io.sluice.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The report as charts: one of the ratios, and one for each scenario and unit.
 *
 * @param environment printed below each
 * @param cells all that was measured
 */
record Charts(Environment environment, List<Cell> cells) {

  /** The file with our figures over those of the others. */
  static final String RATIOS = "ratios.svg";

  /** Writes them all; returns the files' names. */
  List<String> write(Path directory) throws IOException {
    List<String> written = new ArrayList<>();
    Map<String, List<Cell>> scenarios = new LinkedHashMap<>();
    for (Cell cell : cells) {
      scenarios
          .computeIfAbsent(cell.scenario() + ", " + cell.unit(), title -> new ArrayList<>())
          .add(cell);
    }
    if (!Comparison.of(cells).isEmpty()) {
      Files.writeString(directory.resolve(RATIOS), ratios().toSvg());
      written.add(RATIOS);
    }
    for (Map.Entry<String, List<Cell>> scenario : scenarios.entrySet()) {
      String name =
          scenario
              .getKey()
              .toLowerCase(Locale.ROOT)
              .replace('µ', 'u')
              .replaceAll("[^a-z0-9]+", "-");
      String file = name.replaceFirst("-$", "") + ".svg";
      Files.writeString(
          directory.resolve(file), figures(scenario.getKey(), scenario.getValue()).toSvg());
      written.add(file);
    }
    return written;
  }

  private DotChart ratios() {
    List<Comparison> comparisons = Comparison.of(cells);
    DotChart chart =
        new DotChart("Ours / theirs: left of 1 we are ahead", "ratio", environment.summary());
    for (Comparison comparison : comparisons) {
      chart.addRow(comparison.name());
    }
    addRatios(chart, "best rival on threads", Role.THREADS, Comparison::bestOnThreads);
    addRatios(chart, "Kotlin", Role.KOTLIN, Comparison::kotlin);
    chart.markAtOne();
    return chart;
  }

  private void addRatios(
      DotChart chart, String series, Role role, Function<Comparison, Optional<Figure>> other) {
    for (Comparison comparison : Comparison.of(cells)) {
      other
          .apply(comparison)
          .ifPresent(
              figure -> {
                Ratio ratio = comparison.ratio(figure);
                chart.addDot(
                    series, role, comparison.name(), ratio.median(), ratio.min(), ratio.max());
              });
    }
  }

  private DotChart figures(String title, List<Cell> rows) {
    DotChart chart = new DotChart(title, rows.getFirst().unit(), environment.summary());
    for (Cell cell : rows) {
      chart.addRow(cell.variant());
    }
    for (Cell cell : rows) {
      for (Figure figure : cell.figures()) {
        chart.addDot(
            figure.impl(),
            figure.role(),
            cell.variant(),
            figure.median(),
            figure.min(),
            figure.max());
      }
    }
    return chart;
  }
}
