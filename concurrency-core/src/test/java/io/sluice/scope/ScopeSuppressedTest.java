package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The failures after the first: each told once, but not thousands of them. */
@Timeout(60)
class ScopeSuppressedTest {

  private final IOException failure = new IOException("no network");

  private static ScopeFailedException failureOf(Scope.Body<?> body) {
    return catchThrowableOfType(
        ScopeFailedException.class, () -> Scope.run(Context.background(), body));
  }

  private static void awaitDone(Scope scope) {
    Threads.await(() -> scope.context().isDone(), "the cancellation");
  }

  @Test
  void join_ofTheFailedTask_isNoSecondFailure() {
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              Subtask<Void> task =
                  scope.fork(
                      c -> {
                        throw failure;
                      });
              Threads.await(() -> task.outcome().isPresent(), "the failure");
              Throwable joined = catchThrowable(task::join);
              assertThat(joined).isInstanceOf(ExecutionException.class).hasCause(failure);
              scope.go(c -> assertThat(c.isDone()).isTrue());
              // Also as what a join of a join threw.
              throw new ExecutionException(joined);
            });
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void sameFailure_ofManyTasks_isToldOnce() {
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              for (int i = 0; i < 10; i++) {
                scope.go(
                    c -> {
                      throw failure;
                    });
              }
              throw failure;
            });
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  @SuppressWarnings("ThrowableEqualsHashCode") // that is what the test is about
  void equalFailures_areTwo() {
    @SuppressWarnings("ThrowableEqualsHashCode") // it is what this is about
    class EqualException extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public boolean equals(Object other) {
        return other instanceof EqualException;
      }

      @Override
      public int hashCode() {
        return 1;
      }
    }

    ScopeFailedException thrown =
        failureOf(
            scope -> {
              scope.go(
                  c -> {
                    throw new EqualException();
                  });
              awaitDone(scope);
              throw new EqualException();
            });
    assertThat(thrown.getSuppressed()).hasSize(1);
  }

  @Test
  @SuppressWarnings("Finally") // a failure in the middle of cleaning up is what the test is about
  void realFailure_afterTheCancellation_isSuppressed() {
    IOException second = new IOException("could not clean up");
    AssertionError third = new AssertionError("nor could the body");
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              Channel<Void> begun = Channel.unbuffered();
              Subtask<Void> cleaning =
                  scope.fork(
                      c -> {
                        begun.close();
                        try {
                          return Wait.forEverWith(c);
                        } catch (InterruptedException e) {
                          throw second;
                        }
                      });
              scope.go(
                  c -> {
                    begun.receiveOrClosed();
                    throw failure;
                  });
              awaitDone(scope);
              Threads.await(() -> cleaning.outcome().isPresent(), "the cleaning up");
              throw third;
            });
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).containsExactly(second, third);
  }

  @Test
  void failures_ofAThousandTasks_areCappedAndCounted() {
    AtomicInteger started = new AtomicInteger();
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              for (int i = 0; i < 1_000; i++) {
                int number = i;
                scope.go(
                    c -> {
                      started.incrementAndGet();
                      awaitDone(scope);
                      throw new IOException("task " + number);
                    });
              }
              Threads.await(() -> started.get() == 1_000, "all tasks");
              throw failure;
            });
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).hasSize(15);
    assertThat(Stream.of(thrown.getSuppressed()).distinct()).hasSize(15);
    assertThat(thrown)
        .hasMessage("scope failed: java.io.IOException: no network (and 1000 more failures)");
  }
}
