package io.sluice.examples.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The testkit tells each buggy program from its corrected twin. */
class CorpusTest {

  /** A bug of memory shows in one schedule as a race and in another as what comes of it. */
  private static final Set<Symptom> WRONG =
      EnumSet.of(Symptom.ASSERTION, Symptom.EXCEPTION, Symptom.DATA_RACE);

  @ParameterizedTest
  @MethodSource("bugs")
  @Timeout(60)
  void buggy_isFoundInTime(Specimen specimen) {
    Finding finding = Finding.of(specimen, specimen.buggy());
    Symptom expected = specimen.symptom();
    assertThat(finding.symptom().orElse(null))
        .as("%s", finding.exploration())
        .isIn(WRONG.contains(expected) ? WRONG : EnumSet.of(expected));
    assertThat(finding.exploration().elapsed()).isLessThan(Duration.ofSeconds(10));
    assertThat(finding.exploration().failure().orElseThrow().notes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  @Timeout(60)
  void fixed_passesAllSchedules(Specimen specimen) {
    Finding finding = Finding.of(specimen, specimen.fixed());
    finding.exploration().assertAllPass();
    assertThat(finding.exploration().schedules()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("noBugs")
  @Timeout(60)
  void notABug_passesAllSchedules(Specimen specimen) {
    Finding.of(specimen, specimen.buggy()).exploration().assertAllPass();
  }

  static List<Specimen> all() {
    return Corpus.programs();
  }

  static List<Specimen> bugs() {
    return Corpus.programs().stream().filter(Specimen::isBug).toList();
  }

  static List<Specimen> noBugs() {
    return Corpus.programs().stream().filter(specimen -> !specimen.isBug()).toList();
  }
}
