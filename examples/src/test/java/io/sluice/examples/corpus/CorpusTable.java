package io.sluice.examples.corpus;

import io.sluice.examples.corpus.specimen.Family;
import io.sluice.examples.corpus.specimen.Specimen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Writes docs/corpus.md: each program with what plain runs show of its bug, and what the testkit
 * does. Where every one of the first runs fails, no more are made.
 */
final class CorpusTable {

  private static final int FIRST_RUNS = 100;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final int runs;
  private final StringBuilder text = new StringBuilder();

  CorpusTable(int runs) {
    this.runs = runs;
  }

  void write(Path file) throws IOException, InterruptedException {
    text.append(
        """
        # The corpus: what the testkit finds, and what plain runs do

        Small programs with a bug each, in `examples/src/test/java/io/sluice/examples/corpus`. In the
        tests of every build the testkit has to find each bug within ten seconds, and to pass its
        corrected twin under 1,000 schedules.

        *Plain runs* are runs on the JDK's own scheduler, on a quiet machine with two processors,
        that showed the bug. *Schedule* is the number of the first that fails, *time* what it takes to
        find it, to run it again and to report it; 100 ms of that is how long a first deadlock waits
        for what might come from outside. A bug that every plain run shows is in the list for the
        report: who waits for what, and where.

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

  private void row(Specimen specimen) throws InterruptedException {
    Finding finding = Finding.of(specimen, specimen.buggy());
    String shows =
        finding
            .symptom()
            .map(symptom -> symptom.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .orElse("nothing: it is no bug");
    String schedule =
        finding.symptom().isPresent()
            ? "%,d | %d ms"
                .formatted(
                    finding.exploration().schedules(), finding.exploration().elapsed().toMillis())
            : "passes %,d | %d ms"
                .formatted(
                    finding.exploration().schedules(), finding.exploration().elapsed().toMillis());
    text.append(
        "| `%s` | %s | %s | %s | [%s](%s) |\n"
            .formatted(
                specimen.name(),
                shows,
                plainRuns(specimen),
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
