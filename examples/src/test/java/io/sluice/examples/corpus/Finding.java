package io.sluice.examples.corpus;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Needs;
import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import io.sluice.testkit.simulation.DataRaceError;
import io.sluice.testkit.simulation.DeadlockError;
import io.sluice.testkit.simulation.Exploration;
import io.sluice.testkit.simulation.Failure;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Simulation;
import io.sluice.testkit.simulation.Strategy;
import java.util.Optional;

/** What the testkit finds in a program, run under the schedules that its specimen asks for. */
record Finding(Exploration exploration) {

  private static final int SCHEDULES = 1_000;
  private static final int ALL = 100_000;

  static Finding of(Specimen specimen, Body form) {
    return new Finding(Simulation.explore(options(specimen.needs()), form::run));
  }

  private static Options options(Needs needs) {
    Strategy strategy = Strategy.valueOf(needs.strategy().name());
    Fault[] faults =
        needs.faults().stream().map(fault -> Fault.valueOf(fault.name())).toArray(Fault[]::new);
    String[] woven =
        needs.woven().isEmpty()
            ? new String[] {Finding.class.getPackageName()}
            : needs.woven().toArray(String[]::new);
    return Options.defaults()
        .schedules(strategy == Strategy.EXHAUSTIVE ? ALL : SCHEDULES)
        .strategy(strategy)
        .faults(faults)
        .races(needs.races())
        .weave(woven);
  }

  Optional<Symptom> symptom() {
    return exploration.failure().map(Finding::symptom);
  }

  private static Symptom symptom(Failure failure) {
    Throwable cause = failure.cause();
    if (cause instanceof DeadlockError) {
      boolean ended = cause.getMessage().contains("the program has ended");
      return ended ? Symptom.LEAK : Symptom.DEADLOCK;
    }
    if (cause instanceof DataRaceError) {
      return Symptom.DATA_RACE;
    }
    return cause instanceof AssertionError ? Symptom.ASSERTION : Symptom.EXCEPTION;
  }
}
