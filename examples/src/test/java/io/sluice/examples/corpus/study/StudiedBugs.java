package io.sluice.examples.corpus.study;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Family;
import io.sluice.examples.corpus.specimen.Needs;
import io.sluice.examples.corpus.specimen.Source;
import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import java.util.List;

/** Bugs that well-known programs had, re-told in Java. */
public final class StudiedBugs {

  private StudiedBugs() {}

  /**
   * Lists the programs.
   *
   * @return an immutable list
   */
  public static List<Specimen> programs() {
    return List.of(
        bug(
            MissingUnlock.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.pullRequest("cockroachdb/cockroach", 584),
            MissingUnlock::buggy,
            MissingUnlock::fixed),
        bug(
            LockHeldWhileSending.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.pullRequest("moby/moby", 28462),
            LockHeldWhileSending::buggy,
            LockHeldWhileSending::fixed),
        bug(
            QueueAndMutex.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.study("figure 7"),
            QueueAndMutex::buggy,
            QueueAndMutex::fixed),
        bug(
            RecursiveReadLock.class,
            Symptom.DEADLOCK,
            Needs.weaving().andRaces(),
            Source.pullRequest("kubernetes/kubernetes", 62464),
            RecursiveReadLock::buggy,
            RecursiveReadLock::fixed),
        bug(
            WaitInsideLoop.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.pullRequest("moby/moby", 25384),
            WaitInsideLoop::buggy,
            WaitInsideLoop::fixed),
        bug(
            SelectMissesStop.class,
            Symptom.ASSERTION,
            Needs.weaving(),
            Source.study("figure 11"),
            SelectMissesStop::buggy,
            SelectMissesStop::fixed),
        bug(
            DoubleCheckedInitialization.class,
            Symptom.DATA_RACE,
            Needs.weaving().andRaces(),
            Source.JAVA_CONCURRENCY_IN_PRACTICE,
            DoubleCheckedInitialization::buggy,
            DoubleCheckedInitialization::fixed),
        bug(
            CapturedVariable.class,
            Symptom.DATA_RACE,
            Needs.weaving().andRaces(),
            Source.study("figure 8"),
            CapturedVariable::buggy,
            CapturedVariable::fixed),
        bug(
            UseAfterClose.class,
            Symptom.EXCEPTION,
            Needs.weaving(),
            Source.study("order violations"),
            UseAfterClose::buggy,
            UseAfterClose::fixed),
        bug(
            CheckThenAct.class,
            Symptom.ASSERTION,
            Needs.weaving(),
            Source.study("atomicity violations"),
            CheckThenAct::buggy,
            CheckThenAct::fixed),
        bug(
            HomemadeOnce.class,
            Symptom.ASSERTION,
            Needs.weaving(),
            Source.study("atomicity violations"),
            HomemadeOnce::buggy,
            HomemadeOnce::fixed),
        bug(
            CheckedThenClosed.class,
            Symptom.EXCEPTION,
            Needs.weavingLibrary(),
            Source.study("figure 10"),
            CheckedThenClosed::buggy,
            CheckedThenClosed::fixed),
        bug(
            ResultAfterCancel.class,
            Symptom.LEAK,
            Needs.weaving(),
            Source.pullRequest("kubernetes/kubernetes", 5316),
            ResultAfterCancel::buggy,
            ResultAfterCancel::fixed),
        bug(
            LostStatusUpdate.class,
            Symptom.ASSERTION,
            Needs.weaving(),
            Source.study("atomicity violations"),
            LostStatusUpdate::buggy,
            LostStatusUpdate::fixed),
        bug(
            OverwrittenContext.class,
            Symptom.LEAK,
            Needs.weaving(),
            Source.study("figure 6"),
            OverwrittenContext::buggy,
            OverwrittenContext::fixed),
        bug(
            PrematureTimer.class,
            Symptom.ASSERTION,
            Needs.weavingLibrary(),
            Source.study("figure 12"),
            PrematureTimer::buggy,
            PrematureTimer::fixed),
        bug(
            StopHoldsLock.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.pullRequest("cockroachdb/cockroach", 1055),
            StopHoldsLock::buggy,
            StopHoldsLock::fixed));
  }

  private static Specimen bug(
      Class<?> program, Symptom symptom, Needs needs, Source source, Body buggy, Body fixed) {
    return new Specimen(program, Family.STUDY, symptom, needs, source, buggy, fixed);
  }
}
