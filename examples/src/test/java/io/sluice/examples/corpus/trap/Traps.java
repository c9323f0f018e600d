package io.sluice.examples.corpus.trap;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Family;
import io.sluice.examples.corpus.specimen.Needs;
import io.sluice.examples.corpus.specimen.Source;
import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import java.util.List;

/** The mistakes that everybody makes with goroutines, channels and contexts, in Java's clothes. */
public final class Traps {

  private Traps() {}

  /**
   * Lists the programs.
   *
   * @return an immutable list
   */
  public static List<Specimen> programs() {
    return List.of(
        trap(
            ForgottenClose.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            "a-channel-that-is-never-closed",
            ForgottenClose::buggy,
            ForgottenClose::fixed),
        trap(
            LeakedRangeLoop.class,
            Symptom.LEAK,
            Needs.weaving(),
            "a-channel-that-is-never-closed",
            LeakedRangeLoop::buggy,
            LeakedRangeLoop::fixed),
        trap(
            AddInsideTask.class,
            Symptom.ASSERTION,
            Needs.weaving(),
            "a-misused-wait-group",
            AddInsideTask::buggy,
            AddInsideTask::fixed),
        trap(
            CancelNotPassedOn.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            "a-context-that-is-not-passed-on",
            CancelNotPassedOn::buggy,
            CancelNotPassedOn::fixed),
        trap(
            OuterContextInScope.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            "a-context-that-is-not-passed-on",
            OuterContextInScope::buggy,
            OuterContextInScope::fixed),
        trap(
            DepartedReceiver.class,
            Symptom.LEAK,
            Needs.weaving(),
            "a-thread-that-never-ends",
            DepartedReceiver::buggy,
            DepartedReceiver::fixed),
        trap(
            TimerInLoop.class,
            Symptom.ASSERTION,
            Needs.weavingLibrary(),
            "timers-in-a-loop",
            TimerInLoop::buggy,
            TimerInLoop::fixed),
        trap(
            RacingMap.class,
            Symptom.DATA_RACE,
            Needs.weaving().andRaces(),
            "threads-that-race-for-a-map",
            RacingMap::buggy,
            RacingMap::fixed),
        trap(
            UnlockedCounter.class,
            Symptom.DATA_RACE,
            Needs.weaving().andRaces(),
            "threads-that-race-for-a-map",
            UnlockedCounter::buggy,
            UnlockedCounter::fixed),
        trap(
            LockOrder.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            "deadlocks",
            LockOrder::buggy,
            LockOrder::fixed),
        trap(
                CoarseLock.class,
                Symptom.DEADLOCK,
                Needs.weaving().andRaces(),
                "deadlocks",
                CoarseLock::buggy,
                CoarseLock::fixed)
            .notABug(),
        trap(
            SharedLoopVariable.class,
            Symptom.ASSERTION,
            Needs.weaving(),
            "what-go-has-and-java-has-not",
            SharedLoopVariable::buggy,
            SharedLoopVariable::fixed),
        trap(
            ForgetfulProducer.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            "a-channel-that-is-never-closed",
            ForgetfulProducer::buggy,
            ForgetfulProducer::fixed),
        trap(
            DoubleClose.class,
            Symptom.EXCEPTION,
            Needs.weaving(),
            "closing-twice-sending-after-the-close",
            DoubleClose::buggy,
            DoubleClose::fixed),
        trap(
            ClosedByReceiver.class,
            Symptom.EXCEPTION,
            Needs.weaving(),
            "closing-twice-sending-after-the-close",
            ClosedByReceiver::buggy,
            ClosedByReceiver::fixed),
        trap(
            WrongWaitGroup.class,
            Symptom.ASSERTION,
            Needs.weaving(),
            "a-misused-wait-group",
            WrongWaitGroup::buggy,
            WrongWaitGroup::fixed),
        trap(
            DoneMissingOnFailure.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            "a-misused-wait-group",
            DoneMissingOnFailure::buggy,
            DoneMissingOnFailure::fixed));
  }

  private static Specimen trap(
      Class<?> program, Symptom symptom, Needs needs, String anchor, Body buggy, Body fixed) {
    return new Specimen(program, Family.TRAP, symptom, needs, Source.trap(anchor), buggy, fixed);
  }
}
