package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.context.Context;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The first failure ends the scope, and is what it tells. */
@Timeout(60)
class ScopeFailureTest {

  private final Context context = Context.background();
  private final IOException failure = new IOException("no network");

  private static ScopeFailedException failureOf(Scope.Body<?> body) {
    return catchThrowableOfType(
        ScopeFailedException.class, () -> Scope.run(Context.background(), body));
  }

  @ParameterizedTest
  @EnumSource(Wait.class)
  void failureOfATask_endsTheBody(Wait wait) {
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              scope.go(
                  c -> {
                    throw failure;
                  });
              wait.forEver(scope.context());
              return null;
            });
    assertThat(thrown).hasMessage("scope failed: java.io.IOException: no network");
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Wait.class)
  void failureOfATask_endsItsSiblings(Wait wait) {
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              for (int i = 0; i < 10; i++) {
                scope.go(wait::forEver);
              }
              scope.go(
                  c -> {
                    throw failure;
                  });
              return "the body is content";
            });
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Wait.class)
  void failureOfTheBody_endsTheTasks(Wait wait) {
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              for (int i = 0; i < 10; i++) {
                scope.go(wait::forEver);
              }
              throw failure;
            });
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void failureOfTheBody_withoutTasks_isTheCause() {
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              throw failure;
            });
    assertThat(thrown.getCause()).isSameAs(failure);
  }

  static List<Throwable> failures() {
    return List.of(
        new IOException("checked"),
        new IllegalStateException("unchecked"),
        new AssertionError("error"),
        new StackOverflowError("deep"),
        new NoClassDefFoundError("linkage"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failure_ofAnyKind_ofTaskOrBody_isTheCause(Throwable any) {
    ScopeFailedException ofTask =
        failureOf(
            scope -> {
              scope.go(c -> throwIt(any));
              return Wait.forEverWith(scope.context());
            });
    assertThat(ofTask.getCause()).isSameAs(any);
    ScopeFailedException ofBody =
        failureOf(
            scope -> {
              throwIt(any);
              return null;
            });
    assertThat(ofBody.getCause()).isSameAs(any);
  }

  private static void throwIt(Throwable any) throws Exception {
    if (any instanceof Error error) {
      throw error;
    }
    throw (Exception) any;
  }

  @Test
  void stackOverflow_ofATask_isAFailure() {
    ScopeFailedException thrown = failureOf(scope -> scope.fork(c -> depth(1) + depth(2)).join());
    assertThat(thrown.getCause()).isInstanceOf(StackOverflowError.class);
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int depth(int from) {
    return depth(from + 1) + 1;
  }

  @Test
  void context_isCancelledWithTheFailure_beforeTheOutcomeIsTold() {
    AtomicReference<Context> inner = new AtomicReference<>();
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              inner.set(scope.context());
              Subtask<Void> task =
                  scope.fork(
                      c -> {
                        throw failure;
                      });
              Threads.await(() -> task.outcome().isPresent(), "the failure");
              assertThat(scope.context().cause()).isSameAs(failure);
              return null;
            });
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(inner.get().cause()).isSameAs(failure);
  }

  @Test
  void name_ofTheScope_isInTheMessage() {
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.run(
                    context,
                    Options.defaults().name("pages"),
                    scope -> {
                      throw failure;
                    }));
    assertThat(thrown).hasMessage("pages failed: java.io.IOException: no network");
  }
}
