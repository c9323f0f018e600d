package io.sluice.examples.corpus.wakeup;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Family;
import io.sluice.examples.corpus.specimen.Needs;
import io.sluice.examples.corpus.specimen.Source;
import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import io.sluice.testkit.simulation.Fault;
import java.util.List;

/** Waking too few threads, the wrong one, or none; waking for no reason; interrupts. */
public final class WakeUps {

  private WakeUps() {}

  /**
   * Lists the programs.
   *
   * @return an immutable list
   */
  public static List<Specimen> programs() {
    Source practice = Source.JAVA_CONCURRENCY_IN_PRACTICE;
    Source condition = Source.jdk("java.util.concurrent.locks.Condition");
    return List.of(
        bug(
            LostWakeUp.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.jdk("java.util.concurrent.locks.LockSupport"),
            LostWakeUp::buggy,
            LostWakeUp::fixed),
        bug(
            DoubleReceive.class,
            Symptom.ASSERTION,
            Needs.weaving(),
            practice,
            DoubleReceive::buggy,
            DoubleReceive::fixed),
        bug(
            SignalForSignalAll.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            condition,
            SignalForSignalAll::buggy,
            SignalForSignalAll::fixed),
        bug(
            NotifyForNotifyAll.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            practice,
            NotifyForNotifyAll::buggy,
            NotifyForNotifyAll::fixed),
        bug(
            IfForWhile.class,
            Symptom.EXCEPTION,
            Needs.weaving(),
            practice,
            IfForWhile::buggy,
            IfForWhile::fixed),
        bug(
            SpuriousWakeUp.class,
            Symptom.ASSERTION,
            Needs.weaving().andFaults(Fault.SPURIOUS_WAKEUP),
            condition,
            SpuriousWakeUp::buggy,
            SpuriousWakeUp::fixed),
        bug(
            InterruptSwallowed.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            practice,
            InterruptSwallowed::buggy,
            InterruptSwallowed::fixed),
        bug(
            InterruptLosesElement.class,
            Symptom.ASSERTION,
            Needs.weaving(),
            practice,
            InterruptLosesElement::buggy,
            InterruptLosesElement::fixed),
        bug(
            ConditionOutsideLock.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            condition,
            ConditionOutsideLock::buggy,
            ConditionOutsideLock::fixed),
        bug(
            ReleaseWithoutAcquire.class,
            Symptom.ASSERTION,
            Needs.weaving().andFaults(Fault.INTERRUPT),
            Source.jdk("java.util.concurrent.Semaphore"),
            ReleaseWithoutAcquire::buggy,
            ReleaseWithoutAcquire::fixed),
        bug(
            SleepForJoin.class,
            Symptom.ASSERTION,
            Needs.weaving().andFaults(Fault.DELAY),
            practice,
            SleepForJoin::buggy,
            SleepForJoin::fixed));
  }

  private static Specimen bug(
      Class<?> program, Symptom symptom, Needs needs, Source source, Body buggy, Body fixed) {
    return new Specimen(program, Family.WAKE_UP, symptom, needs, source, buggy, fixed);
  }
}
