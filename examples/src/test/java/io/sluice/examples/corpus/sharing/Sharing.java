package io.sluice.examples.corpus.sharing;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Family;
import io.sluice.examples.corpus.specimen.Needs;
import io.sluice.examples.corpus.specimen.Source;
import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import java.util.List;

/** Memory shared without order. */
public final class Sharing {

  private Sharing() {}

  /**
   * Lists the programs.
   *
   * @return an immutable list
   */
  public static List<Specimen> programs() {
    Source practice = Source.JAVA_CONCURRENCY_IN_PRACTICE;
    Source memory = Source.library("memory consistency of channels", "rules.md#memory-order");
    return List.of(
        new Specimen(
            UnvalidatedOptimisticRead.class,
            Family.SHARING,
            Symptom.ASSERTION,
            Needs.weaving(),
            Source.jdk("java.util.concurrent.locks.StampedLock"),
            UnvalidatedOptimisticRead::buggy,
            UnvalidatedOptimisticRead::fixed),
        new Specimen(
            VolatileIncrement.class,
            Family.SHARING,
            Symptom.ASSERTION,
            Needs.weaving(),
            practice,
            VolatileIncrement::buggy,
            VolatileIncrement::fixed),
        race(
            UnsafePublication.class,
            Needs.weaving(),
            practice,
            UnsafePublication::buggy,
            UnsafePublication::fixed),
        race(UseAfterSend.class, Needs.weaving(), memory, UseAfterSend::buggy, UseAfterSend::fixed),
        race(
            ArrayElements.class,
            Needs.weaving(),
            practice,
            ArrayElements::buggy,
            ArrayElements::fixed),
        race(
            ResultBeforeEnd.class,
            Needs.weaving(),
            practice,
            ResultBeforeEnd::buggy,
            ResultBeforeEnd::fixed),
        race(
            IteratedWhileChanged.class,
            Needs.weaving(),
            practice,
            IteratedWhileChanged::buggy,
            IteratedWhileChanged::fixed));
  }

  private static Specimen race(
      Class<?> program, Needs needs, Source source, Body buggy, Body fixed) {
    return new Specimen(
        program, Family.SHARING, Symptom.DATA_RACE, needs.andRaces(), source, buggy, fixed);
  }
}
