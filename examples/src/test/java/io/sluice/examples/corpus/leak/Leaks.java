package io.sluice.examples.corpus.leak;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Family;
import io.sluice.examples.corpus.specimen.Needs;
import io.sluice.examples.corpus.specimen.Source;
import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import java.util.List;

/** The patterns by which goroutines leak most often. */
public final class Leaks {

  private Leaks() {}

  /**
   * Lists the programs.
   *
   * @return an immutable list
   */
  public static List<Specimen> programs() {
    return List.of(
        leak(NoCloseRange.class, Needs.weaving(), NoCloseRange::buggy, NoCloseRange::fixed),
        leak(DoubleSend.class, Needs.weaving(), DoubleSend::buggy, DoubleSend::fixed),
        leak(EarlyReturn.class, Needs.weaving(), EarlyReturn::buggy, EarlyReturn::fixed),
        leak(NCastLeak.class, Needs.weaving(), NCastLeak::buggy, NCastLeak::fixed),
        leak(Timeout.class, Needs.weavingLibrary(), Timeout::buggy, Timeout::fixed),
        leak(
            MethodContractViolation.class,
            Needs.weaving(),
            MethodContractViolation::buggy,
            MethodContractViolation::fixed));
  }

  private static Specimen leak(Class<?> program, Needs needs, Body buggy, Body fixed) {
    return new Specimen(
        program,
        Family.LEAK,
        Symptom.LEAK,
        needs,
        Source.leakPattern(program.getSimpleName()),
        buggy,
        fixed);
  }
}
