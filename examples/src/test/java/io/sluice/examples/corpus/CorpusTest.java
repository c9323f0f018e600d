package io.sluice.examples.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import io.sluice.testkit.simulation.Exploration;
import io.sluice.testkit.simulation.Failure;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The simulation tells each buggy program from its corrected twin. */
class CorpusTest {

  private static final Duration TIME_TO_FIND = Duration.ofSeconds(10);
  private static final int SCHEDULES = 1000;

  /** From so many seeds a bug is looked for that shows at once; a deadlock takes its time. */
  private static final int SEEDS = 20;

  private static final Set<Symptom> SHOW_AT_ONCE =
      EnumSet.of(Symptom.ASSERTION, Symptom.EXCEPTION, Symptom.DATA_RACE);

  @TestFactory
  Stream<DynamicTest> buggy_isExplored_failsWithItsSymptom() {
    return Corpus.programs().stream()
        .filter(Specimen::isBug)
        .map(specimen -> DynamicTest.dynamicTest(specimen.name(), () -> finds(specimen)));
  }

  private static void finds(Specimen specimen) {
    Exploration exploration = explore(specimen, specimen.buggy());
    Failure failure = exploration.failure().orElseThrow(() -> new AssertionError(exploration));
    assertThat(Symptom.of(failure)).as(failure.toString()).isEqualTo(specimen.symptom());
    assertThat(exploration.elapsed()).isLessThan(TIME_TO_FIND);
    Options options = specimen.needs().options();
    assertThat(Simulation.replay(failure.replay(), options, specimen.buggy()::run).failure())
        .map(Symptom::of)
        .as("replay of " + failure.replay())
        .contains(Symptom.of(failure));
  }

  /** What else comes of wrong memory, such as a failed check after a race, never shows first. */
  @TestFactory
  Stream<DynamicTest> buggy_isExploredFromOtherSeeds_failsWithTheSameSymptom() {
    return Corpus.programs().stream()
        .filter(Specimen::isBug)
        .filter(specimen -> SHOW_AT_ONCE.contains(specimen.symptom()))
        .map(specimen -> DynamicTest.dynamicTest(specimen.name(), () -> findsTheSame(specimen)));
  }

  private static void findsTheSame(Specimen specimen) {
    for (int i = 1; i <= SEEDS; i++) {
      Options options = specimen.needs().options().seed((long) i * SCHEDULES).schedules(SCHEDULES);
      assertThat(Simulation.explore(options, specimen.buggy()::run).failure())
          .map(Symptom::of)
          .as("the symptom from seed " + options.seed())
          .contains(specimen.symptom());
    }
  }

  @TestFactory
  Stream<DynamicTest> fixed_isExplored_passesAllSchedules() {
    return Corpus.programs().stream()
        .map(specimen -> DynamicTest.dynamicTest(specimen.name(), () -> passes(specimen)));
  }

  private static void passes(Specimen specimen) {
    Exploration exploration = explore(specimen, specimen.fixed());
    exploration.assertAllPass();
    assertThat(exploration.schedules()).isEqualTo(SCHEDULES);
  }

  @TestFactory
  Stream<DynamicTest> whatOnlyLooksLikeABug_isExplored_passesAllSchedules() {
    return Corpus.programs().stream()
        .filter(specimen -> !specimen.isBug())
        .map(
            specimen ->
                DynamicTest.dynamicTest(
                    specimen.name(), () -> explore(specimen, specimen.buggy()).assertAllPass()));
  }

  private static Exploration explore(Specimen specimen, Body program) {
    return Simulation.explore(specimen.needs().options().schedules(SCHEDULES), program::run);
  }
}
