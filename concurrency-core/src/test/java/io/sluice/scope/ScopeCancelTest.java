package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A scope that is cancelled: by its own code, or with the context around it. */
@Timeout(60)
class ScopeCancelTest {

  private final Context context = Context.background();
  private final IOException cause = new IOException("cause");

  @ParameterizedTest
  @EnumSource(Wait.class)
  void outerCancelled_endsBodyAndTasks(Wait wait) {
    CancellableContext outer = context.withCancel();
    Channel<Void> begun = Channel.unbuffered();
    var run =
        Threads.start(
            ThreadKind.PLATFORM,
            () ->
                Scope.run(
                    outer,
                    scope -> {
                      scope.go(wait::forEver);
                      begun.close();
                      wait.forEver(scope.context());
                      return null;
                    }));
    Threads.await(() -> begun.tryReceive().isClosed(), "the body");
    outer.cancel(cause);
    assertThat(run.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
    assertThat(run.endedInterrupted()).isFalse();
  }

  @Test
  void outerCancelled_whileTheBodyIsOver_endsTheTasks() {
    CancellableContext outer = context.withCancel();
    var run =
        Threads.startParked(
            ThreadKind.VIRTUAL,
            () ->
                Scope.run(
                    outer,
                    scope -> {
                      scope.go(c -> Wait.forEverWith(c));
                      return null;
                    }));
    outer.cancel(cause);
    assertThat(run.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
  }

  @Test
  void outerCancelled_butAllIsWell_returnsTheResult() throws Exception {
    CancellableContext outer = context.withCancel();
    String result =
        Scope.run(
            outer,
            scope -> {
              String joined = scope.fork(c -> "result").join();
              outer.cancel(cause);
              return joined;
            });
    assertThat(result).isEqualTo("result");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void outerCancelled_andATaskFails_tellsTheFailure() {
    CancellableContext outer = context.withCancel();
    assertThatExceptionOfType(ScopeFailedException.class)
        .isThrownBy(
            () ->
                Scope.run(
                    outer,
                    scope -> {
                      outer.cancel(null);
                      throw cause;
                    }))
        .havingCause()
        .isSameAs(cause);
  }

  @Test
  void ownCancel_bodyReturns_returnsItsResult() throws Exception {
    AtomicReference<Subtask<Object>> task = new AtomicReference<>();
    String result =
        Scope.run(
            context,
            scope -> {
              task.set(scope.fork(Wait::forEverWith));
              assertThat(scope.cancel(cause)).isTrue();
              assertThat(scope.cancel(new IOException("second"))).isFalse();
              assertThat(scope.context().cause()).isSameAs(cause);
              return "result";
            });
    assertThat(result).isEqualTo("result");
    assertThat(task.get().outcome()).contains(new Outcome.Cancelled<>(cause));
  }

  @Test
  void ownCancel_withoutCause_bodyReturns_returnsItsResult() throws Exception {
    String result =
        Scope.run(
            context,
            scope -> {
              scope.go(c -> Wait.forEverWith(c));
              assertThat(scope.cancel(null)).isTrue();
              return "result";
            });
    assertThat(result).isEqualTo("result");
  }

  @ParameterizedTest
  @EnumSource(Wait.class)
  void ownCancel_byATask_bodyEnds_throwsTheCause(Wait wait) {
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.run(
                    context,
                    scope -> {
                      scope.go(c -> scope.cancel(cause));
                      wait.forEver(scope.context());
                      return null;
                    }));
    assertThat(thrown.getCause()).isSameAs(cause);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void ownCancel_withoutCause_bodyEnds_throwsCancellation() {
    Throwable thrown =
        catchThrowable(
            () ->
                Scope.run(
                    context,
                    Options.defaults().name("pages"),
                    scope -> {
                      scope.go(c -> scope.cancel(null));
                      return Wait.forEverWith(scope.context());
                    }));
    assertThat(thrown).isExactlyInstanceOf(CancelledException.class);
    assertThat(thrown.getCause()).hasMessage("pages was cancelled");
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void ownCancel_andThenAFailure_throwsTheFailure() {
    IOException failure = new IOException("failure");
    assertThatExceptionOfType(ScopeFailedException.class)
        .isThrownBy(
            () ->
                Scope.run(
                    context,
                    scope -> {
                      scope.cancel(cause);
                      throw failure;
                    }))
        .havingCause()
        .isSameAs(failure);
  }

  @Test
  void ownCancel_byTheTaskThatFailsWithIt_isAFailure() {
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.run(
                    context,
                    scope -> {
                      scope.go(
                          c -> {
                            scope.cancel(cause);
                            throw cause;
                          });
                      return "result";
                    }));
    assertThat(thrown.getCause()).isSameAs(cause);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void ownCancel_doesNotReachTheOuterContext() throws Exception {
    CancellableContext outer = context.withCancel();
    Scope.run(outer, scope -> scope.cancel(cause));
    assertThat(outer.isDone()).isFalse();
  }

  @Test
  void taskCancelledWithoutTheBodyKnowing_isNoSuccess() {
    CancellableContext outer = context.withCancel();
    AtomicBoolean started = new AtomicBoolean();
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(
            () ->
                Scope.run(
                    outer,
                    scope -> {
                      outer.cancel(cause);
                      scope.go(c -> started.set(true));
                      return "a result that lacks a part";
                    }))
        .withCause(cause);
    assertThat(started).isFalse();
  }

  @Test
  void interruptOfTheScope_neverLeavesIt() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      Scope.run(
          context,
          scope -> {
            scope.go(c -> scope.cancel(null));
            return null;
          });
      assertThat(Thread.interrupted()).isFalse();
    }
  }
}
