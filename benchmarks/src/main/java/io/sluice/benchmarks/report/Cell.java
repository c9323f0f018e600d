package io.sluice.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * One scenario with one set of parameters, and what each implementation achieved.
 *
 * @param scenario the benchmark class, in words
 * @param variant the method and the parameters, in words
 * @param unit what the figures are in
 * @param figures one for each implementation
 */
record Cell(String scenario, String variant, String unit, List<Figure> figures) {

  private static final String IMPLEMENTATION = "impl";

  /** A method of that ending runs rivals that need the JDK's preview features. */
  private static final String PREVIEW = "Preview$";

  /** Groups results by everything but the implementation; in the order of the results. */
  static List<Cell> of(List<JmhResult> results) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (JmhResult result : results) {
      int end = result.benchmark().lastIndexOf('.');
      String type = result.benchmark().substring(0, end).replaceFirst(".*\\.", "");
      String method = result.benchmark().substring(end + 1);
      String scenario = words(type.replaceFirst("Benchmark$", ""));
      StringJoiner variant = new StringJoiner(", ");
      variant.add(words(method.replaceFirst(PREVIEW, "")).toLowerCase(Locale.ROOT));
      Map<String, String> parameters = result.params() == null ? Map.of() : result.params();
      parameters.forEach(
          (name, value) -> {
            if (!name.equals(IMPLEMENTATION)) {
              variant.add(words(name).toLowerCase(Locale.ROOT) + " " + value);
            }
          });
      Cell cell = new Cell(scenario, variant.toString(), result.unit(), new ArrayList<>());
      cells
          .computeIfAbsent(cell.name(), name -> cell)
          .figures
          .add(Figure.of(parameters.getOrDefault(IMPLEMENTATION, ""), result.metric()));
    }
    return List.copyOf(cells.values());
  }

  boolean isOfMemory() {
    return unit.equals(JmhResult.BYTES);
  }

  /** Scenario and variant. */
  String name() {
    return scenario + ": " + variant;
  }

  Stream<Figure> figures(Role role) {
    return figures.stream().filter(figure -> figure.role() == role);
  }

  /** From "camelCase64" to "Camel case 64". */
  static String words(String name) {
    String spaced = name.replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ").toLowerCase(Locale.ROOT).strip();
    return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }
}
