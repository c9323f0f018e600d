package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.context.DeadlineExceededException;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deadlines: the scope's own is its failure, one from outside is a cancellation. */
@Timeout(60)
class ScopeDeadlineTest {

  private static final Duration SOON = Duration.ofMillis(5);

  /** Long enough for the body to begin on a busy machine. */
  private static final Duration NOT_AT_ONCE = Duration.ofMillis(300);

  private static final Duration LATER = Duration.ofDays(1);

  private final Context context = Context.background();

  private static Options within(Duration timeout) {
    return Options.defaults().name("page").timeout(timeout);
  }

  @ParameterizedTest
  @EnumSource(Wait.class)
  void ownDeadline_passesInTheBody_isAFailure(Wait wait) {
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.run(
                    context,
                    within(SOON),
                    scope -> {
                      scope.go(wait::forEver);
                      wait.forEver(scope.context());
                      return null;
                    }));
    assertThat(thrown.getCause()).isInstanceOf(DeadlineExceededException.class);
    assertThat(thrown.getSuppressed()).isEmpty();
    assertThat(thrown).hasMessageStartingWith("page failed: ").hasMessageContaining("deadline");
  }

  @Test
  void ownDeadline_passesWhileJoining_isAFailure() {
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.run(
                    context,
                    within(SOON),
                    scope -> {
                      scope.go(c -> Wait.forEverWith(c));
                      return "result";
                    }));
    assertThat(thrown.getCause()).isInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void ownDeadline_hasPassedAlready_isAFailureAndTheBodyIsNotRun() {
    AtomicBoolean ran = new AtomicBoolean();
    Throwable thrown =
        catchThrowable(
            () -> Scope.run(context, within(Duration.ZERO), scope -> ran.getAndSet(true)));
    assertThat(thrown).isInstanceOf(ScopeFailedException.class);
    assertThat(thrown.getCause()).isInstanceOf(DeadlineExceededException.class);
    assertThat(ran).isFalse();
  }

  @Test
  void ownDeadline_passesButAllIsWell_returnsTheResult() throws Exception {
    String result =
        Scope.run(
            context,
            within(NOT_AT_ONCE),
            scope -> {
              scope.go(c -> Threads.await(c::isDone, "the deadline"));
              Threads.await(scope.context()::isDone, "the deadline");
              return "result";
            });
    assertThat(result).isEqualTo("result");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void ownDeadline_isNotReached_leavesTheResultAlone() throws Exception {
    assertThat(
            Scope.<Boolean>run(
                context,
                within(LATER),
                scope -> scope.context().remaining().orElseThrow().compareTo(LATER) <= 0))
        .isTrue();
  }

  @Test
  void ownDeadline_andAFailureInItsWake_tellsTheFailure() {
    IOException failure = new IOException("could not clean up");
    Throwable thrown =
        catchThrowable(
            () ->
                Scope.run(
                    context,
                    within(NOT_AT_ONCE),
                    scope -> {
                      Threads.await(scope.context()::isDone, "the deadline");
                      throw failure;
                    }));
    assertThat(thrown).isInstanceOf(ScopeFailedException.class).hasCause(failure);
  }

  @Test
  void outerDeadline_isACancellation() {
    try (var outer = context.withTimeout(SOON)) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Scope.run(
                      outer,
                      scope -> {
                        scope.go(c -> Wait.forEverWith(c));
                        return Wait.forEverWith(scope.context());
                      }));
      assertThat(thrown).isInstanceOf(DeadlineExceededException.class);
    }
  }

  @Test
  void bothDeadlines_outerIsEarlier_isACancellation() {
    try (var outer = context.withTimeout(SOON)) {
      Throwable thrown =
          catchThrowable(
              () -> Scope.run(outer, within(LATER), scope -> Wait.forEverWith(scope.context())));
      assertThat(thrown).isInstanceOf(DeadlineExceededException.class);
    }
  }

  @Test
  void bothDeadlines_ownIsEarlier_isAFailure() {
    try (var outer = context.withTimeout(LATER)) {
      Throwable thrown =
          catchThrowable(
              () -> Scope.run(outer, within(SOON), scope -> Wait.forEverWith(scope.context())));
      assertThat(thrown)
          .isInstanceOf(ScopeFailedException.class)
          .hasCauseInstanceOf(DeadlineExceededException.class);
      assertThat(outer.isDone()).isFalse();
    }
  }

  @Test
  void bothDeadlines_passBeforeTheScopeLooks_theEarlierIsTold() {
    try (var outer = context.withTimeout(NOT_AT_ONCE)) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Scope.run(
                      outer,
                      within(SOON),
                      scope -> {
                        Threads.await(outer::isDone, "the outer deadline");
                        return Wait.forEverWith(scope.context());
                      }));
      assertThat(thrown)
          .isInstanceOf(ScopeFailedException.class)
          .hasCauseInstanceOf(DeadlineExceededException.class);
    }
  }

  @Test
  void ownDeadline_ofANestedScope_isAFailureOfTheOuterOne() {
    Throwable thrown =
        catchThrowable(
            () ->
                Scope.run(
                    context,
                    outer -> {
                      outer.go(c -> Scope.run(c, within(SOON), scope -> Wait.forEverWith(c)));
                      return Wait.forEverWith(outer.context());
                    }));
    assertThat(thrown).isInstanceOf(ScopeFailedException.class);
    assertThat(thrown.getCause())
        .isInstanceOf(ScopeFailedException.class)
        .hasCauseInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void ownDeadline_ofTheOuterScope_isACancellationOfANestedOne() {
    AtomicBoolean cancelled = new AtomicBoolean();
    Throwable thrown =
        catchThrowable(
            () ->
                Scope.run(
                    context,
                    within(NOT_AT_ONCE),
                    outer -> {
                      try {
                        return Scope.run(
                            outer.context(), scope -> Wait.forEverWith(scope.context()));
                      } catch (InterruptedException e) {
                        cancelled.set(true);
                        throw e;
                      }
                    }));
    assertThat(cancelled).isTrue();
    assertThat(thrown).isInstanceOf(ScopeFailedException.class);
    assertThat(thrown.getCause()).isExactlyInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void cancelledBeforeTheDeadline_isNoDeadline() {
    IOException cause = new IOException("cause");
    Throwable thrown =
        catchThrowable(
            () ->
                Scope.run(
                    context,
                    within(LATER),
                    scope -> {
                      scope.cancel(cause);
                      return Wait.forEverWith(scope.context());
                    }));
    assertThat(thrown).isInstanceOf(ScopeFailedException.class).hasCause(cause);
    Throwable withoutCause =
        catchThrowable(
            () ->
                Scope.run(
                    context,
                    within(LATER),
                    scope -> {
                      scope.cancel(null);
                      return Wait.forEverWith(scope.context());
                    }));
    assertThat(withoutCause).isExactlyInstanceOf(CancelledException.class);
  }
}
