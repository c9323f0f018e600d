package io.sluice.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Our figure in a cell beside those of others.
 *
 * @param cell where
 * @param ours a cell may have several, for several ways to do it
 */
record Comparison(Cell cell, Figure ours) {

  /** How we stand against another. */
  enum Verdict {
    AHEAD,
    LEVEL,
    BEHIND
  }

  /** One for each figure of ours; cells without any are left out. */
  static List<Comparison> of(List<Cell> cells) {
    return cells.stream()
        .flatMap(cell -> cell.figures(Role.OURS).map(ours -> new Comparison(cell, ours)))
        .toList();
  }

  /** The cell's name, with the way to do it where there are several. */
  String name() {
    boolean several = cell.figures(Role.OURS).count() > 1;
    return several ? cell.name() + " (" + ours.impl() + ")" : cell.name();
  }

  Optional<Figure> bestOnThreads() {
    return best(Role.THREADS);
  }

  Optional<Figure> kotlin() {
    return best(Role.KOTLIN);
  }

  /** The floor, or where there is none the bound. */
  Optional<Figure> floor() {
    return Stream.of(Role.FLOOR, Role.BOUND).flatMap(role -> best(role).stream()).findFirst();
  }

  /** Our figure over another; below one, we are faster, or smaller. */
  Ratio ratio(Figure other) {
    return Ratio.of(ours, other);
  }

  Verdict verdict(Figure other) {
    // One time alone says nothing of its spread; bytes are counted.
    boolean unknownSpread = !cell.isOfMemory() && (ours.isSingle() || other.isSingle());
    Ratio ratio = ratio(other);
    if (unknownSpread || (ratio.min() <= 1 && ratio.max() >= 1)) {
      return Verdict.LEVEL;
    }
    return ratio.max() < 1 ? Verdict.AHEAD : Verdict.BEHIND;
  }

  /** The one against which we look worst. */
  private Optional<Figure> best(Role role) {
    return cell.figures(role).max(Comparator.comparingDouble(other -> ratio(other).median()));
  }
}
