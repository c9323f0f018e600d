package io.sluice.testkit.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.simulation.Exploration;
import io.sluice.testkit.simulation.Failure;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Program;
import io.sluice.testkit.simulation.Simulation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs over the JDK's own concurrency, none of which knows of the simulation. */
class JdkProgramsTest {

  private static final int REPLAYED_SEEDS = 10;

  static Stream<Sample> samples() {
    return Stream.of(QueueSamples.all(), SynchronizerSamples.all(), TaskSamples.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void explore_correctProgram_passesAndReachesItsOutcomes(Sample sample) {
    Set<Object> outcomes = new HashSet<>();
    Exploration exploration =
        Simulation.explore(
            Options.defaults().schedules(200), () -> outcomes.add(sample.body().run()));
    exploration.assertAllPass();
    if (sample.manyOutcomes()) {
      assertThat(outcomes).hasSizeGreaterThan(1);
    } else {
      assertThat(outcomes).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void replay_sameSeed_repeatsOutcomeAndTrace(Sample sample) {
    Program failing =
        () -> {
          throw new AssertionError("outcome " + sample.body().run());
        };
    for (int seed = 0; seed < REPLAYED_SEEDS; seed++) {
      Failure first = failureOf("random:" + seed, failing);
      Failure second = failureOf("random:" + seed, failing);
      assertThat(first.notes()).as("seed %s", seed).isEmpty();
      assertThat(first.cause()).hasMessageStartingWith("outcome");
      assertThat(second.cause()).hasMessage(first.cause().getMessage());
      assertThat(second.trace()).as("seed %s", seed).isEqualTo(first.trace());
    }
  }

  private static Failure failureOf(String replay, Program program) {
    return Simulation.replay(replay, Options.defaults(), program).failure().orElseThrow();
  }
}
