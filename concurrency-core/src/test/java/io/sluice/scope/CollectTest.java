package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.context.DeadlineExceededException;
import io.sluice.testing.StandardError;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All outcomes of tasks that do not affect each other. */
@Timeout(60)
class CollectTest {

  private final Context context = Context.background();
  private final IOException failure = new IOException("no network");

  @Test
  void outcomes_areInTheOrderOfTheTasks() throws Exception {
    Channel<Void> lastIsOver = Channel.unbuffered();
    List<Outcome<String>> outcomes =
        Scope.collect(
            context,
            List.of(
                c -> {
                  lastIsOver.receiveOrClosed(c);
                  return "first";
                },
                c -> {
                  throw failure;
                },
                c -> null,
                c -> {
                  lastIsOver.close();
                  return "last";
                }));
    assertThat(outcomes)
        .containsExactly(
            new Outcome.Success<>("first"),
            new Outcome.Failure<>(failure),
            new Outcome.Success<>(null),
            new Outcome.Success<>("last"));
  }

  @Test
  void manyOutcomes_areInOrder() throws Exception {
    List<Scope.Task<Integer>> tasks = new ArrayList<>();
    List<Outcome<Integer>> expected = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      tasks.add(c -> number);
      expected.add(new Outcome.Success<>(number));
    }
    assertThat(Scope.collect(context, tasks)).isEqualTo(expected);
  }

  @Test
  void noTasks_yieldNoOutcomes() throws Exception {
    assertThat(Scope.collect(context, List.of())).isEmpty();
  }

  @Test
  void failures_areNotLogged() throws Exception {
    try (StandardError log = StandardError.collect()) {
      Scope.collect(
          context,
          List.of(
              c -> {
                throw failure;
              }));
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void names_areThoseOfTheOptions() throws Exception {
    Scope.Task<String> name = c -> Thread.currentThread().getName();
    assertThat(Scope.collect(context, List.of(name, name)))
        .containsExactly(new Outcome.Success<>("collect"), new Outcome.Success<>("collect"));
    assertThat(Scope.collect(context, Options.defaults().name("all"), List.of(name)))
        .containsExactly(new Outcome.Success<>("all"));
  }

  @Test
  void limit_holds() throws Exception {
    AtomicInteger active = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Scope.Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      tasks.add(
          c -> {
            most.accumulateAndGet(active.incrementAndGet(), Math::max);
            Thread.yield();
            return active.decrementAndGet();
          });
    }
    List<Outcome<Integer>> outcomes = Scope.collect(context, Options.defaults().limit(2), tasks);
    assertThat(outcomes).hasSize(200).allMatch(Outcome::isSuccess);
    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void ownDeadline_cancelsWhatStillRuns() throws Exception {
    List<Outcome<String>> outcomes =
        Scope.collect(
            context,
            Options.defaults().timeout(Duration.ofMillis(500)),
            List.of(
                c -> "in time",
                Wait::forEverWith,
                c -> {
                  Threads.await(c::isDone, "the deadline");
                  throw failure;
                }));
    assertThat(outcomes.get(0)).isEqualTo(new Outcome.Success<>("in time"));
    assertThat(outcomes.get(1))
        .isInstanceOfSatisfying(
            Outcome.Cancelled.class,
            cancelled ->
                assertThat(cancelled.cause()).isInstanceOf(DeadlineExceededException.class));
    assertThat(outcomes.get(2)).isEqualTo(new Outcome.Failure<>(failure));
  }

  @Test
  void outerCancelled_throwsWhenAllHaveEnded() {
    CancellableContext outer = context.withCancel();
    AtomicBoolean begun = new AtomicBoolean();
    AtomicBoolean ended = new AtomicBoolean();
    var run =
        Threads.start(
            ThreadKind.PLATFORM,
            () ->
                Scope.collect(
                    outer,
                    List.of(
                        c -> "well",
                        c -> {
                          begun.set(true);
                          try {
                            return Wait.<String>forEverWith(c);
                          } finally {
                            ended.set(true);
                          }
                        })));
    Threads.await(begun::get, "the task");
    outer.cancel(failure);
    assertThat(run.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(failure);
    assertThat(ended).isTrue();
  }

  @Test
  void interrupted_throwsWhenAllHaveEnded() {
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean begun = new AtomicBoolean();
    var run =
        Threads.start(
            ThreadKind.VIRTUAL,
            () ->
                Scope.collect(
                    context,
                    List.of(
                        c -> {
                          begun.set(true);
                          try {
                            return Wait.<String>forEverWith(c);
                          } finally {
                            ended.set(true);
                          }
                        })));
    Threads.await(begun::get, "the task");
    run.thread().interrupt();
    assertThat(run.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(ended).isTrue();
  }
}
