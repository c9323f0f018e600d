package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.channel.Channel;
import io.sluice.channel.ChannelClosedException;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.context.DeadlineExceededException;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only followed from the cancellation is no failure; the same without one is. */
@Timeout(60)
class ScopeConsequenceTest {

  private final Context context = Context.background();
  private final IOException failure = new IOException("no network");

  private ScopeFailedException failureOf(Scope.Body<?> body) {
    return failureOf(Options.defaults(), body);
  }

  private ScopeFailedException failureOf(Options options, Scope.Body<?> body) {
    return catchThrowableOfType(
        ScopeFailedException.class, () -> Scope.run(context, options, body));
  }

  /** Fails, and then throws the given exception in a task and in the body. */
  private ScopeFailedException failureFollowedBy(Exception consequence) {
    return failureOf(
        scope -> {
          scope.go(
              c -> {
                throw failure;
              });
          scope.go(
              c -> {
                Threads.await(c::isDone, "the cancellation");
                throw consequence;
              });
          Threads.await(scope.context()::isDone, "the cancellation");
          throw consequence;
        });
  }

  static List<Exception> consequences() {
    return List.of(
        new InterruptedException(),
        new CancelledException("cancelled", null),
        new DeadlineExceededException("too late", null),
        new ClosedByInterruptException(),
        new InterruptedIOException(),
        new ExecutionException(new InterruptedException()),
        (Exception) new CancellationException().initCause(new InterruptedException()),
        new ExecutionException(new ExecutionException(new CancelledException("inner", null))));
  }

  @ParameterizedTest
  @MethodSource("consequences")
  void consequence_afterTheCancellation_isLeftOut(Exception consequence) {
    ScopeFailedException thrown = failureFollowedBy(consequence);
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("consequences")
  void sameException_ofATaskBeforeAnyCancellation_isAFailure(Exception exception) {
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              scope.go(
                  c -> {
                    throw exception;
                  });
              return Wait.forEverWith(scope.context());
            });
    assertThat(thrown.getCause()).isSameAs(exception);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  static List<Exception> independent() {
    return List.of(
        new SocketTimeoutException(),
        new ExecutionException(new IOException("other")),
        new ExecutionException("no cause", null),
        new CancellationException(),
        new ChannelClosedException("closed by somebody else", new IOException("other")),
        new ChannelClosedException("closed without cause", null));
  }

  @ParameterizedTest
  @MethodSource("independent")
  void independentFailure_afterTheCancellation_isSuppressed(Exception independent) {
    ScopeFailedException thrown = failureFollowedBy(independent);
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).containsExactly(independent);
  }

  @Test
  void channelOfTheScope_closedWithTheCause_isLeftOut() {
    AtomicReference<Exception> seen = new AtomicReference<>();
    ScopeFailedException thrown =
        failureOf(
            Options.defaults().cooperative(),
            scope -> {
              Channel<String> channel = scope.channel(0);
              scope.go(c -> channel.receive());
              scope.go(
                  c -> {
                    throw failure;
                  });
              try {
                return channel.receive();
              } catch (ChannelClosedException e) {
                seen.set(e);
                throw e;
              }
            });
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
    assertThat(seen.get()).hasCause(failure);
  }

  @Test
  void streamOfAChannel_cancelledWithTheScope_isLeftOut() {
    Channel<String> channel = Channel.unbuffered();
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              scope.go(c -> channel.stream().forEach(value -> {}));
              scope.go(
                  c -> {
                    Threads.await(
                        () -> channel.toString().contains("waiting receivers 1"), "the stream");
                    throw failure;
                  });
              return Wait.forEverWith(scope.context());
            });
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void deadlineOfATasksOwnContext_isAFailure() {
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              scope.go(
                  c -> {
                    try (var own = c.withTimeout(Duration.ofMillis(1))) {
                      Wait.forEverWith(own);
                    }
                  });
              return Wait.forEverWith(scope.context());
            });
    assertThat(thrown.getCause()).isInstanceOf(DeadlineExceededException.class);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void deadlineOfTheBodysOwnContext_isAFailure() {
    ScopeFailedException thrown =
        failureOf(
            scope -> {
              scope.go(c -> Wait.forEverWith(c));
              try (var own = scope.context().withTimeout(Duration.ofMillis(1))) {
                return Wait.forEverWith(own);
              }
            });
    assertThat(thrown.getCause()).isInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void failureOfANestedScope_afterTheCancellation_isSuppressed() {
    IOException inner = new IOException("inner");
    ScopeFailedException thrown =
        failureOf(
            outer -> {
              Channel<Void> begun = Channel.unbuffered();
              outer.go(
                  c ->
                      Scope.run(
                          outer.context().withoutCancel(),
                          scope -> {
                            begun.close();
                            Threads.await(c::isDone, "the cancellation");
                            throw inner;
                          }));
              begun.receiveOrClosed();
              throw failure;
            });
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed())
        .singleElement()
        .isInstanceOf(ScopeFailedException.class)
        .extracting(Throwable::getCause)
        .isSameAs(inner);
  }

  @Test
  void failureOfTheOuterScope_seenByANestedScope_isToldOnce() {
    ScopeFailedException thrown =
        failureOf(
            outer -> {
              Subtask<Void> failing =
                  outer.fork(
                      c -> {
                        throw failure;
                      });
              outer.go(
                  c ->
                      Scope.run(
                          c.withoutCancel(),
                          scope -> {
                            Threads.await(() -> failing.outcome().isPresent(), "the failure");
                            return failing.join();
                          }));
              return Wait.forEverWith(outer.context());
            });
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }
}
