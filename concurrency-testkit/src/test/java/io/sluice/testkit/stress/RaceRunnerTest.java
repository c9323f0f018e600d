package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The thread that runs a race, and those that it starts. */
@Timeout(60)
class RaceRunnerTest {

  @ParameterizedTest
  @EnumSource
  void run_returns_leavesNoThread(ThreadKind kind) {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Race.of(Object::new)
        .action("one", state -> threads.add(Thread.currentThread()))
        .action("two", state -> threads.add(Thread.currentThread()))
        .on(kind)
        .rounds(20)
        .run();

    assertThat(threads).hasSize(2).noneMatch(Thread::isAlive);
  }

  @ParameterizedTest
  @EnumSource
  void run_callerInterrupted_goesOnAndStaysInterrupted(ThreadKind kind) {
    Thread.currentThread().interrupt();
    RaceResult result =
        Race.of(AtomicInteger::new)
            .actor("one", state -> Thread.currentThread().isInterrupted())
            .arbiter(state -> Thread.currentThread().isInterrupted())
            .on(kind)
            .rounds(50)
            .run();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.count(false, true)).isEqualTo(50);
  }

  @ParameterizedTest
  @EnumSource
  void run_callerInterruptedWhileItWaits_waitsOn(ThreadKind kind) {
    Thread caller = Thread.currentThread();
    RaceResult result =
        Race.of(Object::new)
            .actor(
                "interrupts",
                state -> {
                  Threads.await(
                      () -> caller.getState() == Thread.State.TIMED_WAITING, "a pause of the race");
                  caller.interrupt();
                  return 1;
                })
            .on(kind)
            .rounds(1)
            .run();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.count(1)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void run_onAThreadOfEitherKind_worksAndTheArbiterRunsThere(ThreadKind kind) {
    Outcome<RaceResult> outcome =
        Threads.start(
            kind,
            () -> {
              Thread runner = Thread.currentThread();
              return Race.of(AtomicInteger::new)
                  .action("one", AtomicInteger::incrementAndGet)
                  .arbiter(state -> Thread.currentThread() == runner)
                  .rounds(50)
                  .run();
            });

    assertThat(outcome.result().count(true)).isEqualTo(100);
  }
}
