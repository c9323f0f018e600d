package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody interrupts the thread that runs a scope. */
@Timeout(60)
@Rule(25)
class ScopeInterruptTest {

  private final Context context = Context.background();
  private final Channel<Void> begun = Channel.unbuffered();
  private final AtomicBoolean taskEnded = new AtomicBoolean();

  private void waitInATask(Context scope) throws InterruptedException {
    try {
      Wait.forEverWith(scope);
    } finally {
      taskEnded.set(true);
    }
  }

  private void awaitBegun() {
    Threads.await(() -> begun.tryReceive().isClosed(), "the body");
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void interruptedOnEntry_throwsAndDoesNotRunTheBody(ThreadKind kind) {
    AtomicBoolean ran = new AtomicBoolean();
    var run =
        Threads.start(
            kind,
            () -> {
              Thread.currentThread().interrupt();
              return Scope.run(context, scope -> ran.getAndSet(true));
            });
    assertThat(run.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(run.endedInterrupted()).isFalse();
    assertThat(ran).isFalse();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void interruptedInTheBody_throwsWhenAllTasksHaveEnded(ThreadKind kind) {
    var run =
        Threads.start(
            kind,
            () ->
                Scope.run(
                    context,
                    scope -> {
                      scope.fork(
                          c -> {
                            begun.close();
                            waitInATask(c);
                            return null;
                          });
                      return Wait.forEverWith(scope.context());
                    }));
    awaitBegun();
    run.thread().interrupt();
    assertThat(run.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(run.endedInterrupted()).isFalse();
    assertThat(taskEnded).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void interruptedWhileJoining_throwsWhenAllTasksHaveEnded(ThreadKind kind) {
    var run =
        Threads.start(
            kind,
            () ->
                Scope.run(
                    context,
                    scope -> {
                      scope.fork(
                          c -> {
                            begun.close();
                            waitInATask(c);
                            return null;
                          });
                      return "result";
                    }));
    awaitBegun();
    Threads.awaitParked(run.thread());
    run.thread().interrupt();
    assertThat(run.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(run.endedInterrupted()).isFalse();
    assertThat(taskEnded).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void interruptedAtTheVeryEnd_returnsTheResultAndKeepsTheStatus(ThreadKind kind) {
    var run =
        Threads.start(
            kind,
            () ->
                Scope.run(
                    context,
                    scope -> {
                      Thread.currentThread().interrupt();
                      return "result";
                    }));
    assertThat(run.result()).isEqualTo("result");
    assertThat(run.endedInterrupted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void interruptedWhileJoiningTasksThatSucceed_returnsTheResultAndKeepsTheStatus(ThreadKind kind) {
    var run =
        Threads.start(
            kind,
            () ->
                Scope.run(
                    context,
                    scope -> {
                      scope.fork(
                          c -> {
                            begun.close();
                            Threads.await(c::isDone, "the cancellation");
                            return "well all the same";
                          });
                      return "result";
                    }));
    awaitBegun();
    Threads.awaitParked(run.thread());
    run.thread().interrupt();
    assertThat(run.result()).isEqualTo("result");
    assertThat(run.endedInterrupted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void interruptedAndFailed_tellsTheFailureAndKeepsTheStatus(ThreadKind kind) {
    IOException failure = new IOException("could not clean up");
    var run =
        Threads.start(
            kind,
            () ->
                Scope.run(
                    context,
                    scope -> {
                      scope.fork(
                          c -> {
                            begun.close();
                            Threads.await(c::isDone, "the cancellation");
                            throw failure;
                          });
                      return "result";
                    }));
    awaitBegun();
    Threads.awaitParked(run.thread());
    run.thread().interrupt();
    assertThat(run.failure()).isInstanceOf(ScopeFailedException.class).hasCause(failure);
    assertThat(run.endedInterrupted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void interruptConsumedByTheBody_isNoneOfTheScopes(ThreadKind kind) {
    var run =
        Threads.start(
            kind,
            () ->
                Scope.run(
                    context,
                    scope -> {
                      begun.close();
                      try {
                        return Wait.forEverWith(scope.context());
                      } catch (InterruptedException e) {
                        return scope.fork(c -> "recovered").join();
                      }
                    }));
    awaitBegun();
    run.thread().interrupt();
    assertThat(run.result()).isEqualTo("recovered");
    assertThat(run.endedInterrupted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void outerRegionEnds_interruptReachesItsCodeAndNoFurther(ThreadKind kind) {
    CancellableContext other = context.withCancel();
    var run =
        Threads.start(
            kind,
            () ->
                other.call(
                    () ->
                        Scope.run(
                            context,
                            scope -> {
                              scope.fork(
                                  c -> {
                                    begun.close();
                                    waitInATask(c);
                                    return null;
                                  });
                              return "result";
                            })));
    awaitBegun();
    other.cancel(new IOException("cause"));
    assertThat(run.failure()).isExactlyInstanceOf(CancelledException.class);
    assertThat(run.endedInterrupted()).isFalse();
    assertThat(taskEnded).isTrue();
  }
}
