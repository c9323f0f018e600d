package io.sluice.benchmarks.report;

import io.sluice.benchmarks.report.Comparison.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The report as Markdown.
 *
 * @param environment printed above
 * @param cells all that was measured
 */
record MarkdownTables(Environment environment, List<Cell> cells) {

  private static final String EXPLANATION =
      """
      Each figure is the median over the forks, one of each round, each of which counts with the
      median of its iterations; in parentheses the least and the greatest fork. A ratio is the median
      over the rounds, in each of which one fork of ours is compared with one of the other; in
      parentheses the least and the greatest. Below one it is in our favour. Where one lies within
      that spread the two are called level, whatever the median. The best rival is the one against
      which our ratio is the greatest. *Unsteady* is a figure whose greatest fork is more than three
      times its median.
      """;

  String render() {
    List<Comparison> comparisons = Comparison.of(cells);
    StringBuilder text = new StringBuilder("# Benchmarks\n\n");
    text.append(describe());
    text.append('\n').append(EXPLANATION).append('\n');
    text.append(summary("the best rival on threads", comparisons, Comparison::bestOnThreads));
    text.append(summary("Kotlin", comparisons, Comparison::kotlin));
    text.append("\n![Our figures over those of the others](").append(Charts.RATIOS).append(")\n");
    text.append("\n## Side by side\n\n");
    appendComparisons(text, comparisons);
    text.append("\n## All figures\n\n");
    appendFigures(text);
    return text.toString();
  }

  private String describe() {
    StringBuilder text = new StringBuilder(environment.summary() + "; profile `");
    text.append(environment.profile()).append("`.");
    environment
        .versions()
        .forEach((name, version) -> text.append(' ').append(name).append(' ').append(version));
    return text.append(environment.versions().isEmpty() ? "\n" : ".\n").toString();
  }

  private static String summary(
      String rival, List<Comparison> comparisons, Function<Comparison, Optional<Figure>> other) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Comparison comparison : comparisons) {
      other
          .apply(comparison)
          .ifPresent(figure -> counts.merge(comparison.verdict(figure), 1, Integer::sum));
    }
    return "- Against %s: ahead in %d cells, level in %d, **behind in %d**.\n"
        .formatted(
            rival,
            counts.getOrDefault(Verdict.AHEAD, 0),
            counts.getOrDefault(Verdict.LEVEL, 0),
            counts.getOrDefault(Verdict.BEHIND, 0));
  }

  private static void appendComparisons(StringBuilder text, List<Comparison> comparisons) {
    text.append(
        "| | unit | ours | best rival on threads | ours / its | Kotlin | ours / its | floor |\n");
    text.append("|---|---|---|---|---|---|---|---|\n");
    for (Comparison comparison : comparisons) {
      row(
          text,
          comparison.name(),
          comparison.cell().unit(),
          figure(comparison.ours()),
          comparison.bestOnThreads().map(MarkdownTables::named).orElse(""),
          comparison.bestOnThreads().map(other -> ratio(comparison, other)).orElse(""),
          comparison.kotlin().map(MarkdownTables::figure).orElse(""),
          comparison.kotlin().map(other -> ratio(comparison, other)).orElse(""),
          comparison.floor().map(MarkdownTables::named).orElse(""));
    }
  }

  private void appendFigures(StringBuilder text) {
    text.append("| | implementation | median (spread) | unit |\n|---|---|---|---|\n");
    for (Cell cell : cells) {
      for (Figure figure : cell.figures()) {
        row(text, cell.name(), figure.impl(), figure(figure), cell.unit());
      }
    }
  }

  private static void row(StringBuilder text, String... columns) {
    text.append("| ").append(String.join(" | ", columns)).append(" |\n");
  }

  private static String named(Figure figure) {
    return figure.impl() + " " + figure(figure);
  }

  private static String ratio(Comparison comparison, Figure other) {
    Ratio ratio = comparison.ratio(other);
    Verdict verdict = comparison.verdict(other);
    String text =
        String.format(
            Locale.ROOT,
            "%.2f (%.2f–%.2f) %s",
            ratio.median(),
            ratio.min(),
            ratio.max(),
            verdict.name().toLowerCase(Locale.ROOT));
    return verdict == Verdict.LEVEL ? text : "**" + text + "**";
  }

  private static String figure(Figure figure) {
    String median = number(figure.median());
    String spread = figure.isSingle() ? "" : number(figure.min()) + "–" + number(figure.max());
    String unsteady = figure.isUnsteady() ? ", *unsteady*" : "";
    return spread.isEmpty() ? median : median + " (" + spread + unsteady + ")";
  }

  /** About three digits. */
  private static String number(double value) {
    double size = Math.abs(value);
    String format = size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
