package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be asked of a task, by whom, and what it answers. */
@Timeout(60)
class SubtaskTest {

  private final Context context = Context.background();
  private final Options supervised = Options.defaults().supervise();

  @Test
  void outcome_isEmptyUntilTheTaskHasEnded() throws Exception {
    Scope.run(
        context,
        scope -> {
          Channel<Void> mayEnd = scope.channel(0);
          Subtask<String> task =
              scope.fork(
                  c -> {
                    mayEnd.receiveOrClosed(c);
                    return "result";
                  });
          assertThat(task.outcome()).isEmpty();
          mayEnd.close();
          assertThat(task.await()).isEqualTo(new Outcome.Success<>("result"));
          assertThat(task.outcome()).contains(new Outcome.Success<>("result"));
          assertThat(task.join()).isEqualTo("result");
          return null;
        });
  }

  @Test
  void failedTask_tellsItsFailure() throws Exception {
    IOException failure = new IOException("no network");
    Scope.run(
        context,
        supervised,
        scope -> {
          Subtask<Void> task =
              scope.fork(
                  c -> {
                    throw failure;
                  });
          Outcome<Void> outcome = task.await();
          assertThat(outcome).isEqualTo(new Outcome.Failure<>(failure));
          assertThat(outcome.isSuccess()).isFalse();
          assertThatExceptionOfType(ExecutionException.class)
              .isThrownBy(task::join)
              .havingCause()
              .isSameAs(failure);
          return null;
        });
  }

  @Test
  void fork_inACancelledScope_isNotStartedAndCancelled() throws Exception {
    IOException cause = new IOException("cause");
    AtomicBoolean ran = new AtomicBoolean();
    Scope.run(
        context,
        scope -> {
          scope.cancel(cause);
          scope.go(c -> ran.set(true));
          Subtask<Boolean> task = scope.fork("late", c -> ran.getAndSet(true));
          assertThat(task.outcome()).contains(new Outcome.Cancelled<>(cause));
          assertThat(task.await()).isEqualTo(new Outcome.Cancelled<>(cause));
          assertThatExceptionOfType(CancelledException.class)
              .isThrownBy(task::join)
              .havingCause()
              .isSameAs(cause);
          assertThat(task.name()).contains("not started");
          return null;
        });
    assertThat(ran).isFalse();
  }

  @Test
  void join_byTheTaskItself_throws() throws Exception {
    AtomicReference<Subtask<Void>> self = new AtomicReference<>();
    Scope.run(
        context,
        scope -> {
          Channel<Void> known = scope.channel(0);
          self.set(
              scope.fork(
                  "narcissus",
                  c -> {
                    known.receiveOrClosed(c);
                    assertThatIllegalStateException()
                        .isThrownBy(() -> self.get().join())
                        .withMessageContaining("narcissus");
                    assertThatIllegalStateException().isThrownBy(() -> self.get().await());
                    assertThat(self.get().outcome()).isEmpty();
                    return null;
                  }));
          known.close();
          return null;
        });
    assertThat(self.get().outcome()).get().matches(Outcome::isSuccess);
  }

  @Rule(24)
  @Test
  void join_bySiblings_returnsTheResultToEach() throws Exception {
    int sum =
        Scope.run(
            context,
            scope -> {
              int[] plain = new int[1];
              Subtask<Void> first =
                  scope.fork(
                      c -> {
                        plain[0] = 20;
                        return null;
                      });
              Reader reader = new Reader(first, plain);
              Subtask<Integer> second = scope.fork(reader);
              Subtask<Integer> third = scope.fork(reader);
              return second.join() + third.join();
            });
    assertThat(sum).isEqualTo(40);
  }

  /** Joins a task and reads what it wrote. */
  private static final class Reader implements Scope.Task<Integer> {
    private final Subtask<Void> first;
    private final int[] plain;

    Reader(Subtask<Void> first, int[] plain) {
      this.first = first;
      this.plain = plain;
    }

    @Override
    public Integer run(Context context) throws Exception {
      first.join();
      return plain[0];
    }
  }

  @Test
  void join_ofEachOther_endsWithTheScope() throws Exception {
    AtomicReference<Subtask<Object>> second = new AtomicReference<>();
    AtomicReference<Thread> thread = new AtomicReference<>();
    Subtask<Object> first =
        Scope.run(
            context,
            scope -> {
              Channel<Void> known = scope.channel(0);
              Subtask<Object> one =
                  scope.fork(
                      c -> {
                        thread.set(Thread.currentThread());
                        known.receiveOrClosed(c);
                        return second.get().join();
                      });
              second.set(scope.fork(c -> one.join()));
              known.close();
              Threads.await(() -> thread.get() != null, "the first task");
              Threads.awaitParked(thread.get());
              scope.cancel(null);
              return one;
            });
    assertThat(first.outcome()).get().isInstanceOf(Outcome.Cancelled.class);
    assertThat(second.get().outcome()).get().isInstanceOf(Outcome.Cancelled.class);
  }

  @Test
  void join_byAForeignThread_returnsDuringAndAfterTheScope() throws Exception {
    Subtask<String> task =
        Scope.run(
            context,
            scope -> {
              Channel<Void> mayEnd = scope.channel(0);
              Subtask<String> forked =
                  scope.fork(
                      c -> {
                        mayEnd.receiveOrClosed(c);
                        return "result";
                      });
              var foreign = Threads.startParked(ThreadKind.PLATFORM, forked::join);
              mayEnd.close();
              assertThat(foreign.result()).isEqualTo("result");
              return forked;
            });
    assertThat(task.join()).isEqualTo("result");
    assertThat(task.await()).isEqualTo(new Outcome.Success<>("result"));
  }

  @Test
  void join_interrupted_throwsAndLeavesTheTaskAlone() throws Exception {
    Scope.run(
        context,
        scope -> {
          Channel<Void> mayEnd = scope.channel(0);
          Subtask<String> task =
              scope.fork(
                  c -> {
                    mayEnd.receiveOrClosed(c);
                    return "result";
                  });
          var foreign = Threads.startParked(ThreadKind.VIRTUAL, task::join);
          foreign.thread().interrupt();
          assertThat(foreign.failure()).isExactlyInstanceOf(InterruptedException.class);
          mayEnd.close();
          assertThat(task.join()).isEqualTo("result");
          return null;
        });
  }

  @Test
  void name_isThatOfTheThread() throws Exception {
    Scope.run(
        context,
        Options.defaults().name("pages"),
        scope -> {
          Subtask<String> first = scope.fork(c -> Thread.currentThread().getName());
          Subtask<String> second = scope.fork(c -> Thread.currentThread().getName());
          Subtask<String> named = scope.fork("orders", c -> Thread.currentThread().getName());
          assertThat(first.join()).isEqualTo("pages").isEqualTo(first.name());
          assertThat(second.join()).isEqualTo("pages").isEqualTo(second.name());
          assertThat(named.join()).isEqualTo("pages/orders").isEqualTo(named.name());
          assertThat(named).hasToString("pages/orders");
          scope.go(c -> assertThat(Thread.currentThread().getName()).isEqualTo("pages"));
          scope.go("x", c -> assertThat(Thread.currentThread().getName()).isEqualTo("pages/x"));
          return null;
        });
  }

  @Test
  void outcomes_withoutCause_areRefused() {
    assertThatNullPointerException().isThrownBy(() -> new Outcome.Failure<>(null));
    assertThatNullPointerException().isThrownBy(() -> new Outcome.Cancelled<>(null));
  }
}
