package io.sluice.examples.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import io.sluice.testkit.simulation.Exploration;
import io.sluice.testkit.simulation.Failure;
import io.sluice.testkit.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Writes docs/corpus.md: how often each bug shows in plain runs, and what it takes the simulation
 * to find it. No test of the build; run it by its name. {@code sluice.corpus.runs} says how many
 * plain runs there are at most.
 */
class CorpusTable {

  private static final int RUNS = Integer.getInteger("sluice.corpus.runs", 10_000);
  private static final Duration BUDGET = Duration.ofSeconds(3);
  private static final String SOURCES = "../examples/src/test/java/";

  @Test
  @Timeout(3600)
  void write() throws IOException, InterruptedException {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add(introduction());
    // All plain runs come first: a simulation rewrites the programs.
    Map<Specimen, PlainRuns> plain = new HashMap<>();
    for (Specimen specimen : Corpus.programs()) {
      plain.put(specimen, PlainRuns.of(specimen.buggy(), RUNS, BUDGET));
    }
    for (Specimen specimen : Corpus.programs()) {
      text.add(specimen.isBug() ? bug(specimen, plain.get(specimen)) : notABug(specimen));
    }
    Path docs = Path.of("..", "docs");
    assertThat(docs).isDirectory();
    Files.writeString(docs.resolve("corpus.md"), text.toString());
  }

  private static String introduction() {
    return """
    # The corpus

    Small programs with one bug each, and a corrected twin of each, which the testkit's simulation tells apart:
    it finds the bug, and passes 1,000 schedules of the twin. For comparison, each buggy program was run
    plainly, on the JDK's own virtual threads, %,d times or for %d seconds, whichever came first: the column
    says in how many of these runs the bug showed. *Schedule* is the first one that failed, counted from 1;
    *replay* is what repeats it. A data race shows in a plain run only where it does visible harm.

    This table is written by `CorpusTable`, on a machine with %d processors and Java %s; the figures of plain
    runs differ from run to run, and times from machine to machine.

    | Program | Family | Symptom | Plain runs | Schedule | Replay | Time | Source |
    | --- | --- | --- | --: | --: | --- | --: | --- |
    """
        .formatted(
            RUNS,
            BUDGET.toSeconds(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature())
        .stripTrailing();
  }

  private static String bug(Specimen specimen, PlainRuns plain) {
    Exploration exploration = Simulation.explore(specimen.needs().options(), specimen.buggy()::run);
    Failure failure = exploration.failure().orElseThrow();
    assertThat(Symptom.of(failure)).as(specimen.name()).isEqualTo(specimen.symptom());
    return row(
        specimen,
        specimen.symptom().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        String.format(Locale.ROOT, "%,d of %,d", plain.failed(), plain.runs()),
        String.format(Locale.ROOT, "%,d", failure.number()),
        "`" + failure.replay() + "`",
        exploration.elapsed().toMillis() + " ms");
  }

  private static String notABug(Specimen specimen) {
    Simulation.explore(specimen.needs().options(), specimen.buggy()::run).assertAllPass();
    return row(specimen, "none: no bug", "", "", "", "");
  }

  private static String row(
      Specimen specimen,
      String symptom,
      String plain,
      String schedule,
      String replay,
      String time) {
    String file = SOURCES + specimen.program().getName().replace('.', '/') + ".java";
    return String.join(
        " | ",
        "| [" + specimen.name() + "](" + file + ")",
        specimen.family().title(),
        symptom,
        plain,
        schedule,
        replay,
        time,
        "[" + specimen.source().title() + "](" + specimen.source().link() + ") |");
  }
}
