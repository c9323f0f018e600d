package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.Rule;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A scope that goes well: body, forks, joins, and the end. */
@Timeout(60)
class ScopeTest {

  private final Context context = Context.background();

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void run_bodyAlone_runsInTheCallingThreadAndReturnsItsResult(ThreadKind kind) {
    var outcome =
        Threads.start(kind, () -> Scope.<Thread>run(context, scope -> Thread.currentThread()));
    assertThat(outcome.result()).isSameAs(outcome.thread());
    assertThat(outcome.endedInterrupted()).isFalse();
  }

  @Test
  void run_nullResults_areReturned() throws Exception {
    Object result =
        Scope.run(
            context,
            scope -> {
              assertThat(scope.<Object>fork(c -> null).join()).isNull();
              return null;
            });
    assertThat(result).isNull();
  }

  @Test
  void fork_join_returnsTheResult() throws Exception {
    int sum =
        Scope.run(
            context,
            scope -> {
              Subtask<Integer> one = scope.fork(c -> 1);
              Subtask<Integer> two = scope.fork("two", c -> 2);
              return one.join() + two.join();
            });
    assertThat(sum).isEqualTo(3);
  }

  @Test
  void fork_task_isGivenTheContextOfTheScopeInAVirtualThread() throws Exception {
    Scope.run(
        context,
        scope -> {
          scope.go(c -> assertThat(c).isSameAs(scope.context()));
          scope.go("named", c -> assertThat(Thread.currentThread().isVirtual()).isTrue());
          return null;
        });
  }

  @Test
  void context_isDerivedFromTheOuterAndDoneAfterTheEnd() throws Exception {
    Context.Key<String> key = Context.Key.of("key");
    Context inner =
        Scope.run(
            context.withValue(key, "value"),
            scope -> {
              assertThat(scope.context().isDone()).isFalse();
              return scope.context();
            });
    assertThat(inner.value(key)).isEqualTo("value");
    assertThat(inner.state()).isEqualTo(Context.State.CANCELLED);
  }

  @Rule(24)
  @Test
  void forkAndJoin_manyTimes_publishPlainWrites() throws Exception {
    Scope.run(
        context,
        scope -> {
          for (int i = 0; i < 5_000; i++) {
            int[] plain = new int[2];
            plain[0] = i;
            Subtask<Integer> task = scope.fork(c -> plain[1] = plain[0]);
            assertThat(task.join()).isEqualTo(i);
            assertThat(plain[1]).isEqualTo(i);
          }
          return null;
        });
  }

  @Rule(24)
  @Test
  void run_withoutJoin_publishesPlainWritesOfAllTasks() throws Exception {
    for (int i = 0; i < 500; i++) {
      int[] plain = new int[8];
      Scope.run(
          context,
          scope -> {
            for (int task = 0; task < plain.length; task++) {
              int index = task;
              scope.go(c -> plain[index] = index + 1);
            }
            return null;
          });
      assertThat(plain).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
  }

  @Test
  void nested_scopes_returnTheirResultsAndFail() throws Exception {
    IOException failure = new IOException("inner");
    List<String> results = new ArrayList<>();
    String result =
        Scope.run(
            context,
            outer -> {
              results.add(Scope.run(outer.context(), inner -> inner.fork(c -> "body").join()));
              results.add(
                  outer
                      .fork(c -> Scope.<String>run(c, inner -> inner.fork(d -> "task").join()))
                      .join());
              assertThatExceptionOfType(ScopeFailedException.class)
                  .isThrownBy(
                      () ->
                          Scope.run(
                              outer.context(),
                              inner -> {
                                throw failure;
                              }))
                  .havingCause()
                  .isSameAs(failure);
              outer.context().check();
              return "outer";
            });
    assertThat(results).containsExactly("body", "task");
    assertThat(result).isEqualTo("outer");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void run_contextIsDone_throwsItsCancellationAndDoesNotRunTheBody(boolean cooperative) {
    Options options = cooperative ? Options.defaults().cooperative() : Options.defaults();
    IOException cause = new IOException("outer");
    var done = context.withCancel();
    done.cancel(cause);
    AtomicBoolean ran = new AtomicBoolean();
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> Scope.run(done, options, scope -> ran.getAndSet(true)))
        .withCause(cause);
    assertThat(ran).isFalse();
  }

  @Test
  void toString_tellsNameAndState() throws Exception {
    Scope.run(
        context,
        Options.defaults().name("thumbnails"),
        scope -> {
          assertThat(scope.toString()).startsWith("thumbnails[").contains("ACTIVE");
          return null;
        });
  }
}
