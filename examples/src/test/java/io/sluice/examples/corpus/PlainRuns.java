package io.sluice.examples.corpus;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Symptom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Runs a program plainly, on the JDK's own virtual threads, again and again, and counts how often
 * its bug showed: what a stress test without the kit would find. Run it on one thread at a time.
 *
 * <p>A run has hung when for a while none of its threads could run: each waits, without a timeout.
 * If the root is among them, that is a deadlock, otherwise a leak. A run that goes on for longer
 * than the limit is taken for a hung one, too. Hung threads are interrupted and left to themselves;
 * what they do then counts for nothing.
 */
final class PlainRuns {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final long QUIET_NANOS = Duration.ofMillis(20).toNanos();

  private final int runs;
  private final Map<Symptom, Integer> counts = new EnumMap<>(Symptom.class);
  private String example = "";

  private PlainRuns(int runs) {
    this.runs = runs;
  }

  /**
   * Runs a program.
   *
   * @param program what to run
   * @param runs how many times
   * @return what came of it
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  static PlainRuns of(Body program, int runs) throws InterruptedException {
    PlainRuns result = new PlainRuns(runs);
    for (int run = 0; run < runs; run++) {
      result.count(new Run(program));
    }
    return result;
  }

  private void count(Run run) throws InterruptedException {
    Symptom symptom = run.await(LIMIT, QUIET_NANOS);
    if (symptom != null) {
      counts.merge(symptom, 1, Integer::sum);
      example = run.toString();
    }
  }

  int passed() {
    return runs - failed();
  }

  int failed() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  Set<Symptom> symptoms() {
    return counts.keySet();
  }

  @Override
  public String toString() {
    return failed() + " of " + runs + " runs failed " + counts + ", the last one: " + example;
  }
}
