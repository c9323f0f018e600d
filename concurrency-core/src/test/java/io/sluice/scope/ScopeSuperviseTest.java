package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.channel.Channel;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.testing.StandardError;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A scope whose tasks fail alone. */
@Timeout(60)
class ScopeSuperviseTest {

  private final Context context = Context.background();
  private final Options supervised = Options.defaults().name("watch").supervise();
  private final IOException failure = new IOException("no network");

  @Test
  void failedTask_leavesBodyAndSiblingsAlone() throws Exception {
    String result =
        Scope.run(
            context,
            supervised,
            scope -> {
              Channel<Void> mayEnd = scope.channel(0);
              Subtask<String> sibling =
                  scope.fork(
                      c -> {
                        mayEnd.receiveOrClosed(c);
                        return "sibling";
                      });
              Subtask<String> failing =
                  scope.fork(
                      c -> {
                        throw failure;
                      });
              assertThat(failing.await()).isEqualTo(new Outcome.Failure<>(failure));
              assertThat(scope.context().isDone()).isFalse();
              mayEnd.close();
              return sibling.join();
            });
    assertThat(result).isEqualTo("sibling");
  }

  @Test
  void failedAction_isLoggedOnceWithItsName() throws Exception {
    try (StandardError log = StandardError.collect()) {
      Scope.run(
          context,
          supervised,
          scope -> {
            scope.go(
                "downloader",
                c -> {
                  throw failure;
                });
            scope.go(
                c -> {
                  throw new AssertionError("an error too");
                });
            return null;
          });
      assertThat(log.count("no network")).isOne();
      assertThat(log.text()).containsPattern("ERROR .*Scope - watch/downloader failed");
      assertThat(log.count("an error too")).isOne();
      assertThat(log.text()).containsPattern("ERROR .*Scope - watch failed");
      assertThat(log.count(" ERROR ")).isEqualTo(2);
    }
  }

  @Test
  void failedFork_cancelledActionAndFailFastFailures_areNotLogged() throws Exception {
    try (StandardError log = StandardError.collect()) {
      Scope.run(
          context,
          supervised,
          scope -> {
            scope.go(c -> Wait.forEverWith(c));
            Subtask<Void> failing =
                scope.fork(
                    c -> {
                      throw failure;
                    });
            failing.await();
            scope.cancel(null);
            return null;
          });
      assertThatExceptionOfType(ScopeFailedException.class)
          .isThrownBy(
              () ->
                  Scope.run(
                      context,
                      scope -> {
                        scope.go(
                            c -> {
                              throw failure;
                            });
                        return null;
                      }));
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void failedAction_afterTheCancellation_isLogged() throws Exception {
    try (StandardError log = StandardError.collect()) {
      Scope.run(
          context,
          supervised,
          scope -> {
            Channel<Void> started = scope.channel(0);
            scope.go(
                c -> {
                  started.close();
                  Threads.await(c::isDone, "the cancellation");
                  throw failure;
                });
            started.receiveOrClosed();
            scope.cancel(null);
            return null;
          });
      assertThat(log.count("no network")).isOne();
    }
  }

  @Test
  void failedBody_endsTheScope() {
    List<Subtask<Object>> tasks = new ArrayList<>();
    assertThatExceptionOfType(ScopeFailedException.class)
        .isThrownBy(
            () ->
                Scope.run(
                    context,
                    supervised,
                    scope -> {
                      tasks.add(scope.fork(Wait::forEverWith));
                      throw failure;
                    }))
        .withMessage("watch failed: java.io.IOException: no network")
        .havingCause()
        .isSameAs(failure);
    assertThat(tasks.get(0).outcome()).contains(new Outcome.Cancelled<>(failure));
  }

  @Test
  void failedTask_joinedByTheBody_failsTheBody() {
    assertThatExceptionOfType(ScopeFailedException.class)
        .isThrownBy(
            () ->
                Scope.run(
                    context,
                    supervised,
                    scope ->
                        scope
                            .fork(
                                c -> {
                                  throw failure;
                                })
                            .join()))
        .satisfies(
            thrown ->
                assertThat(thrown.getCause())
                    .isExactlyInstanceOf(ExecutionException.class)
                    .hasCause(failure));
  }

  @Test
  void outerCancellation_endsSupervisedTasks() {
    IOException cause = new IOException("outer");
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(
            () -> {
              try (var outer = context.withCancel()) {
                Scope.run(
                    outer,
                    supervised,
                    scope -> {
                      scope.go(c -> Wait.forEverWith(c));
                      outer.cancel(cause);
                      return null;
                    });
              }
            })
        .withCause(cause);
  }
}
