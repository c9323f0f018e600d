package io.sluice.examples.corpus.coordination;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Family;
import io.sluice.examples.corpus.specimen.Needs;
import io.sluice.examples.corpus.specimen.Source;
import io.sluice.examples.corpus.specimen.Specimen;
import io.sluice.examples.corpus.specimen.Symptom;
import java.util.List;

/**
 * Latches, barriers, semaphores, futures, pools, callbacks: used so that somebody waits in vain.
 */
public final class Coordination {

  private Coordination() {}

  /**
   * Lists the programs.
   *
   * @return an immutable list
   */
  public static List<Specimen> programs() {
    return List.of(
        bug(
            SemaphoreReleasedTwice.class,
            Symptom.ASSERTION,
            Needs.weaving(),
            Source.jdk("java.util.concurrent.Semaphore"),
            SemaphoreReleasedTwice::buggy,
            SemaphoreReleasedTwice::fixed),
        bug(
            PermitKeptOnFailure.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.jdk("java.util.concurrent.Semaphore"),
            PermitKeptOnFailure::buggy,
            PermitKeptOnFailure::fixed),
        bug(
            LatchInOneBranch.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.jdk("java.util.concurrent.CountDownLatch"),
            LatchInOneBranch::buggy,
            LatchInOneBranch::fixed),
        bug(
            WrongPartyCount.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.jdk("java.util.concurrent.CyclicBarrier"),
            WrongPartyCount::buggy,
            WrongPartyCount::fixed),
        bug(
            PhaserNotDeregistered.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.jdk("java.util.concurrent.Phaser"),
            PhaserNotDeregistered::buggy,
            PhaserNotDeregistered::fixed),
        bug(
            FutureNeverCompleted.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.jdk("java.util.concurrent.CompletableFuture"),
            FutureNeverCompleted::buggy,
            FutureNeverCompleted::fixed),
        bug(
            PoolWaitsForItself.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.JAVA_CONCURRENCY_IN_PRACTICE,
            PoolWaitsForItself::buggy,
            PoolWaitsForItself::fixed),
        bug(
            LimitedScopeWaitsForItself.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.trap("deadlocks"),
            LimitedScopeWaitsForItself::buggy,
            LimitedScopeWaitsForItself::fixed),
        bug(
            OddExchanger.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.jdk("java.util.concurrent.Exchanger"),
            OddExchanger::buggy,
            OddExchanger::fixed),
        bug(
            LockHeldInCallback.class,
            Symptom.DEADLOCK,
            Needs.weaving(),
            Source.JAVA_CONCURRENCY_IN_PRACTICE,
            LockHeldInCallback::buggy,
            LockHeldInCallback::fixed),
        bug(
            CarriedOverThreadLocal.class,
            Symptom.ASSERTION,
            Needs.weaving(),
            Source.jdk("java.lang.ThreadLocal"),
            CarriedOverThreadLocal::buggy,
            CarriedOverThreadLocal::fixed));
  }

  private static Specimen bug(
      Class<?> program, Symptom symptom, Needs needs, Source source, Body buggy, Body fixed) {
    return new Specimen(program, Family.COORDINATION, symptom, needs, source, buggy, fixed);
  }
}
