package io.sluice.examples.corpus;

import io.sluice.examples.corpus.specimen.Family;
import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import io.sluice.testkit.simulation.Exploration;
import io.sluice.testkit.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes docs/corpus.md: each program with what plain runs show of its bug, and what the testkit
 * does.
 */
final class CorpusTable {

  private static final int SCHEDULES = 1_000;

  /** If each of so many plain runs shows the bug, no more are made. */
  private static final int FIRST_RUNS = 50;

  /** Runs that hang take long: no program is run for longer than that. */
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final int runs;
  private final Map<Specimen, String> plainRuns = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  CorpusTable(int runs) {
    this.runs = runs;
  }

  void write(Path file) throws IOException, InterruptedException {
    // Before any simulation: that rewrites the programs.
    for (Specimen specimen : Corpus.programs()) {
      plainRuns.put(specimen, plainRuns(specimen));
    }
    text.append(
        """
        # The corpus: what the testkit finds, and what plain runs do

        Small programs with a bug each (but for `CoarseLock`), in `examples/src/test/java/io/sluice/examples/corpus`. In the
        tests of every build the testkit has to find each bug within ten seconds, and to pass its
        corrected twin under 1,000 schedules.

        *Plain runs* are runs on the JDK's own scheduler, on two processors, that showed the bug: of
        10,000, or of as many as end in three seconds. *Schedule* is the number of the first that
        fails, *time* what it takes to find it, to run it again and to report it; 100 ms of that is how
        long a first deadlock waits for what might come from outside. A bug that every plain run shows is
        in the list for the report: who waits for what, and where.

        """);
    for (Family family : Family.values()) {
      text.append("## ").append(capitalised(family.title())).append("\n\n");
      text.append("| Program | Shows as | Plain runs | Schedule | Time | Told by |\n");
      text.append("| --- | --- | --- | --- | --- | --- |\n");
      for (Specimen specimen : Corpus.programs()) {
        if (specimen.family() == family) {
          row(specimen);
        }
      }
      text.append('\n');
    }
    Files.writeString(file, text.toString().stripTrailing() + "\n");
  }

  private static String capitalised(String title) {
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  private void row(Specimen specimen) {
    Exploration exploration =
        Simulation.explore(specimen.needs().options().schedules(SCHEDULES), specimen.buggy()::run);
    String shows =
        exploration
            .failure()
            .map(failure -> Symptom.of(failure).name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .orElse("nothing: it is no bug");
    String schedule =
        "%s%,d | %d ms"
            .formatted(
                exploration.failure().isPresent() ? "" : "passes ",
                exploration.schedules(),
                exploration.elapsed().toMillis());
    text.append(
        "| `%s` | %s | %s | %s | [%s](%s) |\n"
            .formatted(
                specimen.name(),
                shows,
                plainRuns.get(specimen),
                schedule,
                specimen.source().title(),
                specimen.source().link()));
  }

  private String plainRuns(Specimen specimen) throws InterruptedException {
    int done = 0;
    int failed = 0;
    long start = System.nanoTime();
    while (done < runs
        && (done < FIRST_RUNS || failed < done)
        && System.nanoTime() - start < LIMIT.toNanos()) {
      failed += PlainRuns.of(specimen.buggy(), FIRST_RUNS).failed();
      done += FIRST_RUNS;
    }
    return failed == done ? "all" : "%,d of %,d".formatted(failed, done);
  }
}
