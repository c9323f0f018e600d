package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.testing.GcFinalization;
import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.context.DeadlineExceededException;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where two things meet: nesting and cancellation, cleaning up and failing, ending and holding. */
@Timeout(60)
class ScopeEdgeCasesTest {

  private final Context context = Context.background();
  private final IOException cause = new IOException("no network");

  /** The interrupt of the outer scope's task is not one of "others" to the nested scope. */
  @Test
  void nestedScope_outerIsCancelled_throwsTheCancellation() throws Exception {
    for (int i = 0; i < 200; i++) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Scope.run(
          context,
          outer -> {
            Channel<Void> begun = Channel.unbuffered();
            outer.go(
                c ->
                    thrown.set(
                        catchThrowable(
                            () ->
                                Scope.run(
                                    c,
                                    inner -> {
                                      inner.go(d -> Wait.forEverWith(d));
                                      begun.close();
                                      return Wait.forEverWith(inner.context());
                                    }))));
            begun.receiveOrClosed();
            outer.cancel(cause);
            return null;
          });
      assertThat(thrown.get()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
    }
  }

  @Test
  void collect_deadlineHasPassedAlready_allAreCancelled() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    List<Outcome<Integer>> outcomes =
        Scope.collect(
            context,
            Options.defaults().timeout(Duration.ZERO),
            List.of(c -> ran.incrementAndGet(), c -> ran.incrementAndGet()));
    assertThat(outcomes)
        .hasSize(2)
        .allSatisfy(
            outcome ->
                assertThat(((Outcome.Cancelled<Integer>) outcome).cause())
                    .isInstanceOf(DeadlineExceededException.class));
    assertThat(ran).hasValue(0);
  }

  /** Refused or not: a trigger that lives long must not hold a scope that has ended. */
  @Test
  void cancelAfter_ofAnEndedScope_leavesNothingAtTheTrigger() throws Exception {
    CancellableContext trigger = context.withCancel();
    WeakReference<Scope> ended = cancelAfterTheEnd(trigger);
    GcFinalization.awaitClear(ended);
    assertThat(trigger.isDone()).isFalse();
  }

  private WeakReference<Scope> cancelAfterTheEnd(Context trigger) throws Exception {
    AtomicReference<Scope> ended = new AtomicReference<>();
    Scope.run(
        context,
        scope -> {
          ended.set(scope);
          return null;
        });
    Throwable refused = catchThrowable(() -> ended.get().cancelAfter(trigger, Duration.ofDays(1)));
    assertThat(refused == null || refused instanceof IllegalStateException).isTrue();
    return new WeakReference<>(ended.get());
  }

  @Test
  void decorator_failsAfterTheTaskHasFailed_bothAreTold() {
    IllegalStateException broken = new IllegalStateException("could not clean up");
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.run(
                    context,
                    Options.defaults()
                        .decorator(
                            task ->
                                () -> {
                                  task.run();
                                  throw broken;
                                }),
                    scope -> {
                      scope.go(
                          c -> {
                            throw cause;
                          });
                      return null;
                    }));
    assertThat(thrown)
        .hasStackTraceContaining(cause.getMessage())
        .hasStackTraceContaining(broken.getMessage());
  }

  /** A failure that cannot be logged must not keep its scope from ending. */
  @Test
  void supervised_failureThatCannotBeTold_doesNotHoldTheScope() {
    class Unspeakable extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw new IllegalStateException("no message");
      }
    }

    var run =
        Threads.start(
            ThreadKind.PLATFORM,
            () ->
                Scope.run(
                    context,
                    Options.defaults().supervise(),
                    scope -> {
                      scope.go(
                          c -> {
                            throw new Unspeakable();
                          });
                      return "result";
                    }));
    assertThat(run.result()).isEqualTo("result");
  }

  /** As Go's TestOnceXGC: what only the computation needed is not kept with its result. */
  @Test
  void onceValue_computed_doesNotHoldItsComputation() throws Exception {
    Computed computed = compute();
    GcFinalization.awaitClear(computed.computation());
    assertThat(computed.value().get()).isEqualTo(1);
  }

  private record Computed(OnceValue<Integer> value, WeakReference<Callable<Integer>> computation) {}

  private static Computed compute() throws Exception {
    Computation computation = new Computation();
    OnceValue<Integer> value = OnceValue.of(computation);
    assertThat(value.get()).isEqualTo(1);
    return new Computed(value, new WeakReference<>(computation));
  }

  private static final class Computation implements Callable<Integer> {
    @Override
    public Integer call() {
      return 1;
    }
  }

  @Test
  void firstFailure_isTheCauseOfTheContextToo() {
    for (int i = 0; i < 2_000; i++) {
      AtomicReference<Context> inner = new AtomicReference<>();
      ScopeFailedException thrown =
          catchThrowableOfType(
              ScopeFailedException.class,
              () ->
                  Scope.run(
                      context,
                      scope -> {
                        inner.set(scope.context());
                        for (int task = 0; task < 4; task++) {
                          scope.go(
                              c -> {
                                throw new IOException("failure");
                              });
                        }
                        return null;
                      }));
      assertThat(inner.get().cause()).isSameAs(thrown.getCause());
    }
  }

  /** A scope that interrupts nobody: an interrupt is always somebody else's, and not swallowed. */
  @Test
  void cooperative_cancelledAndInterruptedByOthers_tellsTheInterrupt() {
    var run =
        Threads.start(
            ThreadKind.VIRTUAL,
            () ->
                Scope.run(
                    context,
                    Options.defaults().cooperative(),
                    scope -> {
                      scope.cancel(null);
                      Thread.currentThread().interrupt();
                      Thread.sleep(Duration.ofDays(1));
                      return null;
                    }));
    Throwable thrown = run.failure();
    assertThat(thrown.getClass() == InterruptedException.class || run.endedInterrupted()).isTrue();
  }
}
