package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** So many tasks at a time, and no more. */
@Timeout(60)
class ScopeLimitTest {

  private final Context context = Context.background();

  private static Options atMost(int limit) {
    return Options.defaults().limit(limit);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void tasks_runAtMostSoManyAtATime(int limit) throws Exception {
    AtomicInteger active = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger ran = new AtomicInteger();
    Scope.run(
        context,
        atMost(limit),
        scope -> {
          for (int i = 0; i < 1_000; i++) {
            scope.go(
                c -> {
                  most.accumulateAndGet(active.incrementAndGet(), Math::max);
                  Thread.yield();
                  active.decrementAndGet();
                  ran.incrementAndGet();
                });
          }
          return null;
        });
    assertThat(most.get()).isBetween(1, limit);
    assertThat(ran).hasValue(1_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void tasks_runSoManyAtATime_andTheOthersWait(int limit) throws Exception {
    Scope.run(
        context,
        atMost(limit),
        scope -> {
          Channel<Integer> begun = scope.channel(100);
          Channel<Integer> mayEnd = scope.channel(0);
          // Forking never waits, though nobody may end.
          for (int i = 0; i < 20; i++) {
            int number = i;
            scope.go(
                c -> {
                  begun.send(c, number);
                  mayEnd.receive(c);
                });
          }
          for (int i = 0; i < limit; i++) {
            begun.receive(scope.context());
          }
          assertThat(begun.size()).isZero();
          for (int i = limit; i < 20; i++) {
            mayEnd.send(scope.context(), i);
            begun.receive(scope.context());
            assertThat(begun.size()).isZero();
          }
          for (int i = 0; i < limit; i++) {
            mayEnd.send(scope.context(), i);
          }
          return null;
        });
  }

  @Test
  void waitingTasks_runInTheOrderOfTheirForks() throws Exception {
    List<Integer> order = new ArrayList<>();
    Scope.run(
        context,
        atMost(1),
        scope -> {
          Channel<Integer> begun = scope.channel(0);
          Channel<Integer> mayEnd = scope.channel(0);
          scope.go(
              c -> {
                begun.send(c, 0);
                mayEnd.receive(c);
              });
          begun.receive(scope.context());
          for (int i = 0; i < 10; i++) {
            int number = i;
            Subtask<Boolean> task = scope.fork(c -> order.add(number));
            // It waits before the next one is started.
            Threads.awaitParked(((ForkedTask<?>) task).thread());
          }
          mayEnd.send(scope.context(), 0);
          return null;
        });
    assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void waitingTasks_areCancelledWithoutBeingStarted() {
    IOException failure = new IOException("failure");
    AtomicInteger ran = new AtomicInteger();
    List<Subtask<Integer>> waiting = new ArrayList<>();
    assertThatExceptionOfType(ScopeFailedException.class)
        .isThrownBy(
            () ->
                Scope.run(
                    context,
                    atMost(1),
                    scope -> {
                      Channel<Integer> begun = scope.channel(0);
                      Channel<Integer> mayFail = scope.channel(0);
                      scope.go(
                          c -> {
                            begun.send(c, 0);
                            mayFail.receive(c);
                            throw failure;
                          });
                      begun.receive(scope.context());
                      for (int i = 0; i < 100; i++) {
                        waiting.add(scope.fork(c -> ran.incrementAndGet()));
                      }
                      mayFail.send(scope.context(), 0);
                      return null;
                    }))
        .havingCause()
        .isSameAs(failure);
    assertThat(ran).hasValue(0);
    assertThat(waiting)
        .allSatisfy(task -> assertThat(task.outcome()).contains(new Outcome.Cancelled<>(failure)));
  }

  @Test
  void permit_ofAFailedTask_isGivenBack() throws Exception {
    Scope.run(
        context,
        atMost(1).supervise(),
        scope -> {
          for (int i = 0; i < 100; i++) {
            scope
                .fork(
                    c -> {
                      throw new IOException("failure");
                    })
                .await();
          }
          return scope.fork(c -> 1).join();
        });
  }

  @Test
  void limit_notPositive_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> atMost(0)).withMessageContaining("0");
    assertThatIllegalArgumentException().isThrownBy(() -> atMost(-1));
  }
}
