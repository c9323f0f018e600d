package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.testing.GcFinalization;
import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shutdown in good order: a trigger, and a grace that is long enough or is not. */
@Timeout(60)
class ScopeShutdownTest {

  private static final Duration LONG = Duration.ofDays(1);

  private final Context context = Context.background();
  private final CancellableContext trigger = context.withCancel();
  private final IOException reason = new IOException("shutdown");

  @Test
  void triggered_graceIsLongEnough_theScopeEndsByItself() throws Exception {
    String result =
        Scope.run(
            context,
            scope -> {
              scope.cancelAfter(trigger, LONG);
              Channel<Void> work = scope.channel(0);
              Subtask<String> worker =
                  scope.fork(
                      c -> {
                        trigger.done().receiveOrClosed(c);
                        work.receiveOrClosed(c); // what has begun goes on
                        return "in good order";
                      });
              trigger.cancel(reason);
              Threads.awaitParked(((ForkedTask<?>) worker).thread());
              assertThat(scope.context().isDone()).isFalse();
              work.close();
              return worker.join();
            });
    assertThat(result).isEqualTo("in good order");
  }

  @Test
  void triggered_graceIsExceeded_cancelsWithTheTriggersCause() {
    AtomicReference<Context> inner = new AtomicReference<>();
    Throwable thrown =
        catchThrowable(
            () ->
                Scope.run(
                    context,
                    scope -> {
                      inner.set(scope.context());
                      scope.cancelAfter(trigger, Duration.ofMillis(20));
                      scope.go(Wait.SLEEP::forEver);
                      trigger.cancel(reason);
                      return Wait.forEverWith(scope.context());
                    }));
    assertThat(thrown).isExactlyInstanceOf(CancelledException.class).hasCause(reason);
    assertThat(inner.get().cause()).isSameAs(reason);
  }

  @Test
  void triggered_graceIsNotOverEarly() {
    AtomicReference<Long> waited = new AtomicReference<>();
    Duration grace = Duration.ofMillis(100);
    Throwable thrown =
        catchThrowable(
            () ->
                Scope.run(
                    context,
                    scope -> {
                      scope.cancelAfter(trigger, grace);
                      long start = System.nanoTime();
                      trigger.cancel(reason);
                      Threads.await(scope.context()::isDone, "the end of the grace");
                      waited.set(System.nanoTime() - start);
                      return Wait.forEverWith(scope.context());
                    }));
    assertThat(thrown).isInstanceOf(CancelledException.class);
    assertThat(waited.get()).isGreaterThanOrEqualTo(grace.toNanos());
  }

  @Test
  void triggered_withoutGrace_cancelsAtOnce() {
    for (Duration none : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Scope.run(
                      context,
                      scope -> {
                        scope.cancelAfter(trigger, none);
                        trigger.cancel(reason);
                        return Wait.forEverWith(scope.context());
                      }));
      assertThat(thrown).isExactlyInstanceOf(CancelledException.class).hasCause(reason);
    }
  }

  @Test
  void triggeredAlready_startsTheGraceAtOnce() {
    trigger.cancel(reason);
    Throwable thrown =
        catchThrowable(
            () ->
                Scope.run(
                    context,
                    scope -> {
                      scope.cancelAfter(trigger, Duration.ofMillis(1));
                      return Wait.forEverWith(scope.context());
                    }));
    assertThat(thrown).isExactlyInstanceOf(CancelledException.class).hasCause(reason);
  }

  @Test
  void graceIsExceeded_butAllIsWell_returnsTheResult() throws Exception {
    String result =
        Scope.run(
            context,
            scope -> {
              scope.cancelAfter(trigger, Duration.ZERO);
              trigger.cancel(reason);
              Threads.await(scope.context()::isDone, "the end of the grace");
              return "result";
            });
    assertThat(result).isEqualTo("result");
  }

  @Test
  void neverTriggered_theScopeEnds_andATriggerAfterwardsDoesNothing() throws Exception {
    Context inner =
        Scope.run(
            context,
            scope -> {
              scope.cancelAfter(trigger, Duration.ZERO);
              return scope.context();
            });
    Throwable cause = inner.cause();
    trigger.cancel(reason);
    assertThat(inner.cause()).isSameAs(cause).isNotSameAs(reason);
  }

  @Test
  void endedScopes_areNotHeldByTheTrigger() throws Exception {
    WeakReference<Scope> ended = endedScope();
    GcFinalization.awaitClear(ended);
    assertThat(trigger.isDone()).isFalse();
  }

  private WeakReference<Scope> endedScope() throws Exception {
    return Scope.run(
        context,
        scope -> {
          scope.cancelAfter(trigger, LONG);
          return new WeakReference<>(scope);
        });
  }

  @Test
  void outerCancelled_duringTheGrace_tellsTheOuterCause() {
    CancellableContext outer = context.withCancel();
    AtomicBoolean begun = new AtomicBoolean();
    var run =
        Threads.start(
            ThreadKind.VIRTUAL,
            () ->
                Scope.run(
                    outer,
                    scope -> {
                      scope.cancelAfter(trigger, LONG);
                      trigger.cancel(reason);
                      begun.set(true);
                      return Wait.forEverWith(scope.context());
                    }));
    Threads.await(begun::get, "the body");
    IOException cause = new IOException("outer");
    outer.cancel(cause);
    assertThat(run.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
  }
}
