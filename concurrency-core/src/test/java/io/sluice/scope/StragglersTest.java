package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.context.Context;
import io.sluice.testing.StandardError;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that ignore their cancellation are reminded, reported, and waited for all the same. */
@Timeout(60)
class StragglersTest {

  private final Context context = Context.background();

  /** Sleeps for ever, again and again, until it was interrupted so often. */
  private static List<Long> swallow(int interrupts) {
    List<Long> times = new ArrayList<>();
    while (times.size() < interrupts) {
      try {
        Thread.sleep(Duration.ofDays(1));
      } catch (InterruptedException e) {
        times.add(System.nanoTime());
      }
    }
    return times;
  }

  private static void awaitAsleep(Subtask<?> task) {
    Thread thread = ((ForkedTask<?>) task).thread();
    Threads.await(() -> thread.getState() == Thread.State.TIMED_WAITING, task + " to sleep");
  }

  @Test
  void taskThatSwallowsInterrupts_isInterruptedAgainAndReportedOnce() throws Exception {
    AtomicLong cancelled = new AtomicLong();
    try (StandardError log = StandardError.collect()) {
      Subtask<List<Long>> deaf =
          Scope.run(
              context,
              Options.defaults().name("zoo"),
              scope -> {
                Subtask<List<Long>> task = scope.fork("deaf", c -> swallow(6));
                scope.go("good", c -> Wait.forEverWith(c));
                awaitAsleep(task);
                cancelled.set(System.nanoTime());
                scope.cancel(null);
                return task;
              });
      List<Long> times = deaf.outcome().orElseThrow().get();
      assertThat(times).hasSize(6);
      assertThat(log.count(" WARN ")).isOne();
      assertThat(log.text())
          .contains("zoo/deaf ignores its cancellation")
          .contains("\tat java.base/java.lang.Thread.sleep")
          .contains("\tat io.sluice.scope.StragglersTest.swallow(StragglersTest.java:")
          .doesNotContain("zoo/good");
      // After the pauses, which grow: 100, 200, 400, 800 and 1600 ms.
      assertThat(Duration.ofNanos(times.get(5) - cancelled.get()))
          .isBetween(Duration.ofMillis(3_100), Threads.DEADLINE);
    }
  }

  @Test
  void severalStragglers_areReportedOnceEach_alsoAfterAFailure() {
    IOException failure = new IOException("failure");
    try (StandardError log = StandardError.collect()) {
      assertThatExceptionOfType(ScopeFailedException.class)
          .isThrownBy(
              () ->
                  Scope.run(
                      context,
                      scope -> {
                        for (String name : List.of("a", "b", "c")) {
                          awaitAsleep(scope.fork(name, c -> swallow(5)));
                        }
                        throw failure;
                      }))
          .havingCause()
          .isSameAs(failure);
      assertThat(log.count(" WARN ")).isEqualTo(3);
      assertThat(log.text()).contains("scope/a ignores", "scope/b ignores", "scope/c ignores");
    }
  }

  @Test
  void taskThatEndsInTime_isNotReported() throws Exception {
    try (StandardError log = StandardError.collect()) {
      Scope.run(
          context,
          scope -> {
            awaitAsleep(scope.fork(c -> swallow(2)));
            scope.cancel(null);
            return null;
          });
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void cooperativeStraggler_isReportedButNeverInterrupted() throws Exception {
    boolean interrupted;
    try (StandardError log = StandardError.collect()) {
      Subtask<Boolean> busy =
          Scope.run(
              context,
              Options.defaults().cooperative(),
              scope -> {
                Subtask<Boolean> task =
                    scope.fork(
                        "busy",
                        c -> {
                          Threads.await(() -> log.count(" WARN ") > 0, "the report");
                          return Thread.currentThread().isInterrupted();
                        });
                scope.cancel(null);
                return task;
              });
      interrupted = busy.outcome().orElseThrow().get();
      assertThat(log.count("scope/busy ignores its cancellation")).isOne();
    }
    assertThat(interrupted).isFalse();
  }

  @Test
  void stragglers_areJoined_whileTheCallerIsInterrupted() {
    var run =
        Threads.start(
            ThreadKind.PLATFORM,
            () ->
                Scope.run(
                    context,
                    scope -> {
                      awaitAsleep(scope.fork(c -> swallow(3)));
                      Thread.currentThread().interrupt();
                      return "result";
                    }));
    assertThat(run.result()).isEqualTo("result");
    assertThat(run.endedInterrupted()).isTrue();
  }
}
