package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Options keep each other; decorated and cooperative tasks. Limits, deadlines: their own tests. */
@Timeout(60)
class OptionsTest {

  private final Context context = Context.background();
  private final IOException failure = new IOException("no network");

  @Test
  void options_areImmutableAndKeepEachOther() {
    TaskDecorator decorator = task -> task;
    Options all =
        Options.defaults()
            .name("name")
            .limit(3)
            .supervise()
            .cooperative()
            .timeout(Duration.ofSeconds(7))
            .decorator(decorator);
    Options again =
        all.decorator(decorator).timeout(Duration.ofSeconds(7)).cooperative().supervise().limit(3);
    for (Options options : List.of(all, again, again.name("name"))) {
      assertThat(options.name()).isEqualTo("name");
      assertThat(options.limit()).isEqualTo(3);
      assertThat(options.supervising()).isTrue();
      assertThat(options.isCooperative()).isTrue();
      assertThat(options.timeout()).contains(Duration.ofSeconds(7));
      assertThat(options.decorator()).isSameAs(decorator);
    }
    Options defaults = Options.defaults();
    assertThat(defaults.name()).isEqualTo("scope");
    assertThat(defaults.limit()).isZero();
    assertThat(defaults.supervising()).isFalse();
    assertThat(defaults.isCooperative()).isFalse();
    assertThat(defaults.timeout()).isEmpty();
    assertThat(defaults.decorator()).isNull();
  }

  // ---- cooperative ----

  @Test
  void cooperative_cancelled_interruptsNeitherBodyNorTasks() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    Scope.run(
        context,
        Options.defaults().cooperative(),
        scope -> {
          Channel<Void> begun = scope.channel(0);
          for (int i = 0; i < 10; i++) {
            scope.go(
                c -> {
                  begun.tryClose(null);
                  Threads.await(c::isDone, "the cancellation");
                  // Longer than the first reminders of a straggler.
                  long start = System.nanoTime();
                  while (System.nanoTime() - start < 400_000_000) {
                    if (Thread.currentThread().isInterrupted()) {
                      interrupted.set(true);
                    }
                    Thread.yield();
                  }
                });
          }
          begun.receiveOrClosed();
          scope.cancel(null);
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
          return null;
        });
    assertThat(interrupted).isFalse();
  }

  @Test
  void cooperative_failure_endsWhatKnowsTheContext() {
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.run(
                    context,
                    Options.defaults().cooperative(),
                    scope -> {
                      scope.go(c -> Wait.forEverWith(c));
                      scope.go(
                          c -> {
                            throw failure;
                          });
                      return Wait.forEverWith(scope.context());
                    }));
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  // ---- decorator ----

  @Test
  void decorator_runsInTheForkerAndAroundTheTask() throws Exception {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    Thread forker = Thread.currentThread();
    TaskDecorator decorator =
        task -> {
          events.add(Thread.currentThread() == forker ? "decorated" : "elsewhere");
          return () -> {
            events.add("before");
            task.run();
            events.add("after");
          };
        };
    Scope.run(
        context,
        Options.defaults().decorator(decorator),
        scope -> {
          assertThat(scope.fork(c -> events.add("task")).join()).isTrue();
          // The outcome is told when the cleaning up is done.
          assertThat(events).containsExactly("decorated", "before", "task", "after");
          return null;
        });
  }

  @Test
  void decorator_ofAFailedTask_cleansUpAndKeepsTheFailure() {
    AtomicBoolean cleaned = new AtomicBoolean();
    TaskDecorator decorator =
        task ->
            () -> {
              task.run();
              cleaned.set(true);
            };
    Throwable thrown =
        catchThrowable(
            () ->
                Scope.run(
                    context,
                    Options.defaults().decorator(decorator),
                    scope -> {
                      scope.go(
                          c -> {
                            throw failure;
                          });
                      return null;
                    }));
    assertThat(thrown).hasCause(failure);
    assertThat(cleaned).isTrue();
  }

  @Test
  void decorator_throwsWhileDecorating_theForkThrowsAndTheScopeGoesOn() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    IllegalStateException refused = new IllegalStateException("no identity");
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    String result =
        Scope.run(
            context,
            Options.defaults()
                .decorator(
                    task -> {
                      throw refused;
                    }),
            scope -> {
              thrown.set(catchThrowable(() -> scope.fork(c -> ran.getAndSet(true))));
              assertThat(scope.context().isDone()).isFalse();
              return "result";
            });
    assertThat(result).isEqualTo("result");
    assertThat(thrown).hasValue(refused);
    assertThat(ran).isFalse();
  }

  @Test
  void decorator_throwsAroundTheTask_isAFailureOfTheTask() {
    IllegalStateException broken = new IllegalStateException("broken");
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
                    scope -> scope.fork(c -> "result").join()));
    assertThat(thrown.getCause()).isSameAs(broken);
  }

  @Test
  void decorator_doesNotRunTheTask_isAFailureOfTheTask() {
    AtomicBoolean ran = new AtomicBoolean();
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.run(
                    context,
                    Options.defaults().decorator(task -> () -> {}),
                    scope -> scope.fork(c -> ran.getAndSet(true)).join()));
    assertThat(thrown.getCause())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not run the task");
    assertThat(ran).isFalse();
  }

  @Test
  void decorator_runsForTasksThatWaitForTheLimit_once() throws Exception {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    Scope.run(
        context,
        Options.defaults()
            .limit(1)
            .decorator(
                task -> {
                  events.add("decorated");
                  return task;
                }),
        scope -> {
          for (int i = 0; i < 5; i++) {
            scope.go(c -> events.add("ran"));
          }
          return null;
        });
    assertThat(Collections.frequency(events, "decorated")).isEqualTo(5);
    assertThat(Collections.frequency(events, "ran")).isEqualTo(5);
  }
}
