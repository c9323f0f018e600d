package io.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.report.Comparison.Verdict;
import java.io.IOException;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Offset<Double> EXACTLY = Offset.offset(1e-9);

  @Test
  void of_sample_namesCellsAndWays() throws IOException {
    assertThat(Comparison.of(Cell.of(Sample.results())))
        .extracting(Comparison::name)
        .containsExactly(
            "Buffered: one to one, capacity 16",
            "Channel memory: unbuffered",
            "Fork join: fork and join (Sluice)",
            "Fork join: fork and join (Sluice-end)");
  }

  @Test
  void figure_severalForks_isMedianOfTheirMedians() throws IOException {
    Figure ours = Sample.comparison("Buffered: one to one, capacity 16").ours();

    assertThat(ours.forks()).containsExactly(110.0, 95.0, 120.0);
    assertThat(ours.median()).isEqualTo(110.0);
    assertThat(ours.isUnsteady()).isFalse();
  }

  @Test
  void bestOnThreads_rivalsAndBound_isTheFastestThatParks() throws IOException {
    Comparison comparison = Sample.comparison("Buffered: one to one, capacity 16");
    Figure best = comparison.bestOnThreads().orElseThrow();

    assertThat(best.impl()).isEqualTo("ArrayBlockingQueue");
    assertThat(comparison.ratio(best).median()).isEqualTo(120.0 / 220, EXACTLY);
    assertThat(comparison.verdict(best)).isEqualTo(Verdict.AHEAD);
    assertThat(comparison.floor()).map(Figure::impl).contains("SpscArrayQueue");
  }

  @Test
  void verdict_slowerInEachRound_isBehind() throws IOException {
    Comparison comparison = Sample.comparison("Buffered: one to one, capacity 16");
    Figure kotlin = comparison.kotlin().orElseThrow();

    assertThat(comparison.verdict(kotlin)).isEqualTo(Verdict.BEHIND);
    assertThat(comparison.ratio(kotlin).min()).isEqualTo(95.0 / 72, EXACTLY);
    assertThat(comparison.ratio(kotlin).max()).isEqualTo(120.0 / 73, EXACTLY);
  }

  @Test
  void verdict_slowerInOneRoundOnly_isLevel() throws IOException {
    Comparison comparison = Sample.comparison("Fork join: fork and join (Sluice)");
    Figure best = comparison.bestOnThreads().orElseThrow();

    assertThat(best.impl()).isEqualTo("StructuredTaskScope");
    assertThat(comparison.verdict(best)).isEqualTo(Verdict.LEVEL);
  }

  @Test
  void verdict_allSlowForSomeTime_isThatOfTheRounds() {
    Figure ours = new Figure("Sluice", List.of(1.0, 3.0, 1.1));
    Figure other = new Figure("Jox", List.of(1.2, 3.3, 1.3));
    Comparison comparison =
        new Comparison(new Cell("Try", "pair", "ns", List.of(ours, other)), ours);

    assertThat(comparison.verdict(other)).isEqualTo(Verdict.AHEAD);
  }

  @Test
  void bestOnThreads_fastInOneRoundOnly_isNotTheBest() {
    Figure ours = new Figure("Sluice", List.of(2.0, 6.0, 2.0));
    Figure steady = new Figure("Jox", List.of(1.5, 4.5, 1.5));
    Figure lucky = new Figure("ArrayBlockingQueue", List.of(3.0, 1.0, 3.0));
    Comparison comparison =
        new Comparison(new Cell("Try", "pair", "ns", List.of(ours, lucky, steady)), ours);

    assertThat(comparison.bestOnThreads()).contains(steady);
  }

  @Test
  void verdict_oneTimeAlone_isLevel() {
    Figure ours = new Figure("Sluice", List.of(1.0));
    Figure other = new Figure("Jox", List.of(5.0));
    Cell ofTime = new Cell("Try", "pair", "ns", List.of(ours, other));
    Cell ofMemory = new Cell("Channel", "empty", "bytes", List.of(ours, other));

    assertThat(new Comparison(ofTime, ours).verdict(other)).isEqualTo(Verdict.LEVEL);
    assertThat(new Comparison(ofMemory, ours).verdict(other)).isEqualTo(Verdict.AHEAD);
  }

  @Test
  void isUnsteady_oneForkFarAway_isTrue() throws IOException {
    List<Figure> figures = Cell.of(Sample.results()).getFirst().figures();

    assertThat(figures).filteredOn(Figure::isUnsteady).extracting(Figure::impl).containsOnly("Jox");
  }

  @Test
  void cell_ofMemory_hasBytes() throws IOException {
    Comparison memory = Sample.comparison("Channel memory: unbuffered");

    assertThat(memory.cell().unit()).isEqualTo("bytes");
    assertThat(memory.ours().median()).isEqualTo(48);
  }

  @Test
  void role_names_areTold() {
    assertThat(List.of("Sluice-receive", "SyncMap", "Kotlin", "park-unpark", "Jox"))
        .extracting(Role::of)
        .containsExactly(Role.OURS, Role.OURS, Role.KOTLIN, Role.FLOOR, Role.THREADS);
  }
}
