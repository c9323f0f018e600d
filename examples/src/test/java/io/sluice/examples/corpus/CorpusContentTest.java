package io.sluice.examples.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.examples.corpus.specimen.Family;
import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the programs are without any simulation. */
class CorpusContentTest {

  private static final int RUNS = 20;

  @Test
  void programs_countAndFamilies_areAsManyAsPromised() {
    assertThat(Corpus.programs()).hasSizeGreaterThanOrEqualTo(44);
    assertThat(Corpus.programs()).extracting(Specimen::name).doesNotHaveDuplicates();
    assertThat(Corpus.programs()).extracting(Specimen::family).contains(Family.values());
    assertThat(Corpus.programs()).extracting(Specimen::symptom).contains(Symptom.values());
    assertThat(Corpus.programs()).filteredOn(specimen -> !specimen.isBug()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void program_hasNoStaticVariables(Specimen specimen) {
    assertThat(specimen.program().getDeclaredFields())
        .filteredOn(field -> Modifier.isStatic(field.getModifiers()))
        .allMatch(field -> Modifier.isFinal(field.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("programs")
  @Timeout(60)
  void fixed_runPlainly_passesAndLeavesNoThread(Specimen specimen) throws InterruptedException {
    PlainRuns runs = PlainRuns.of(specimen.fixed(), RUNS);
    assertThat(runs.passed()).as(runs.toString()).isEqualTo(RUNS);
  }

  /** Those that fail in every run: what the engine must find cannot depend on it. */
  @ParameterizedTest
  @MethodSource("deterministic")
  @Timeout(60)
  void buggy_failsWhateverTheSchedule_failsPlainly(Specimen specimen) throws InterruptedException {
    PlainRuns runs = PlainRuns.of(specimen.buggy(), 1);
    assertThat(runs.passed()).as(runs.toString()).isZero();
    assertThat(runs.symptoms()).containsExactly(specimen.symptom());
  }

  static List<Specimen> programs() {
    return Corpus.programs();
  }

  static List<Specimen> deterministic() {
    Set<String> names =
        Set.of(
            "ForgottenClose",
            "LeakedRangeLoop",
            "CancelNotPassedOn",
            "OuterContextInScope",
            "DepartedReceiver",
            "ForgetfulProducer",
            "DoubleClose",
            "ClosedByReceiver",
            "DoneMissingOnFailure",
            "NoCloseRange",
            "DoubleSend",
            "EarlyReturn",
            "NCastLeak",
            "Timeout",
            "MethodContractViolation",
            "MissingUnlock",
            "WaitInsideLoop",
            "OverwrittenContext",
            "InterruptSwallowed",
            "PermitKeptOnFailure",
            "LatchInOneBranch",
            "WrongPartyCount",
            "PhaserNotDeregistered",
            "FutureNeverCompleted",
            "PoolWaitsForItself",
            "LimitedScopeWaitsForItself",
            "OddExchanger",
            "LockHeldInCallback",
            "CarriedOverThreadLocal");
    List<Specimen> found =
        Corpus.programs().stream().filter(specimen -> names.contains(specimen.name())).toList();
    assertThat(found.stream().map(Specimen::name).collect(Collectors.toSet())).isEqualTo(names);
    return found;
  }
}
