package io.sluice.examples.corpus;

import io.sluice.examples.corpus.coordination.Coordination;
import io.sluice.examples.corpus.leak.Leaks;
import io.sluice.examples.corpus.sharing.Sharing;
import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.study.StudiedBugs;
import io.sluice.examples.corpus.trap.Traps;
import io.sluice.examples.corpus.wakeup.WakeUps;
import java.util.List;
import java.util.stream.Stream;

/** All programs, each with its corrected twin. */
public final class Corpus {

  private static final List<Specimen> PROGRAMS =
      Stream.of(
              Traps.programs(),
              Leaks.programs(),
              StudiedBugs.programs(),
              WakeUps.programs(),
              Coordination.programs(),
              Sharing.programs())
          .flatMap(List::stream)
          .toList();

  private Corpus() {}

  /**
   * Lists the programs, family by family.
   *
   * @return an immutable list
   */
  public static List<Specimen> programs() {
    return PROGRAMS;
  }
}
