package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.testing.StandardError;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks of which the first success counts. With a delay between them: {@link HedgeTest}. */
@Timeout(60)
class RaceTest {

  private final Context context = Context.background();

  private static Scope.Task<String> failing(Throwable failure) {
    return c -> {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    };
  }

  @Test
  void firstSuccess_wins_andTheLosersEndBeforeItIsReturned() throws Exception {
    Channel<Void> begun = Channel.unbuffered();
    AtomicInteger ended = new AtomicInteger();
    Scope.Task<String> slow =
        c -> {
          try {
            begun.tryClose(null);
            return Wait.forEverWith(c);
          } finally {
            ended.incrementAndGet();
          }
        };
    Scope.Task<String> winner =
        c -> {
          begun.receiveOrClosed(c);
          return "winner";
        };
    assertThat(Scope.race(context, List.of(slow, winner))).isEqualTo("winner");
    assertThat(ended).hasValue(1);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void loserThatKnowsNoContext_isInterrupted() throws Exception {
    for (Wait wait : Wait.values()) {
      Scope.Task<String> slow =
          c -> {
            wait.forEver(c);
            return "never";
          };
      assertThat(Scope.race(context, List.of(slow, slow, c -> "winner"))).isEqualTo("winner");
    }
  }

  @Test
  void nullSuccess_wins() throws Exception {
    assertThat(Scope.<Object>race(context, List.of(c -> null))).isNull();
  }

  @Test
  void failures_areForgottenWhenOneSucceeds() throws Exception {
    try (StandardError log = StandardError.collect()) {
      Channel<Void> failed = Channel.unbuffered();
      String result =
          Scope.race(
              context,
              List.of(
                  c -> {
                    failed.close();
                    throw new IOException("first");
                  },
                  c -> {
                    failed.receiveOrClosed(c);
                    return "winner";
                  }));
      assertThat(result).isEqualTo("winner");
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void loserThatFailsAfterTheEnd_isForgotten() throws Exception {
    try (StandardError log = StandardError.collect()) {
      Channel<Void> begun = Channel.unbuffered();
      String result =
          Scope.race(
              context,
              List.of(
                  c -> {
                    begun.close();
                    Threads.await(c::isDone, "the end of the race");
                    throw new IOException("late");
                  },
                  c -> {
                    begun.receiveOrClosed(c);
                    return "winner";
                  }));
      assertThat(result).isEqualTo("winner");
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void allFail_firstFailureIsTheCause_othersAreSuppressed() {
    IOException first = new IOException("first");
    AssertionError second = new AssertionError("second");
    Channel<Void> failed = Channel.unbuffered();
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.race(
                    context,
                    List.<Scope.Task<String>>of(
                        c -> {
                          failed.receiveOrClosed(c);
                          throw second;
                        },
                        c -> {
                          // The other one starts its failure when this one's is on its way.
                          failed.close();
                          throw first;
                        })));
    assertThat(thrown).hasMessageStartingWith("race failed: ");
    assertThat(List.of(thrown.getCause(), thrown.getSuppressed()[0]))
        .containsExactlyInAnyOrder(first, second);
    assertThat(thrown.getSuppressed()).hasSize(1);
  }

  @Test
  void oneTask_fails_isTheCause() {
    IOException failure = new IOException("only");
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class, () -> Scope.race(context, List.of(failing(failure))));
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void sameFailureOfAll_isToldOnce() {
    IOException failure = new IOException("same");
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.race(context, List.of(failing(failure), failing(failure), failing(failure))));
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void interruptedExceptionOfATask_isAFailureLikeOthers() {
    InterruptedException failure = new InterruptedException("own");
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () -> Scope.race(context, List.of(failing(failure), failing(failure))));
    assertThat(thrown.getCause()).isSameAs(failure);
  }

  @Test
  void noTasks_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Scope.race(context, List.of()));
  }

  @Test
  void outerCancelled_endsAll() {
    CancellableContext outer = context.withCancel();
    IOException cause = new IOException("cause");
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean begun = new AtomicBoolean();
    var run =
        Threads.start(
            ThreadKind.VIRTUAL,
            () ->
                Scope.<String>race(
                    outer,
                    List.of(
                        c -> {
                          begun.set(true);
                          try {
                            return Wait.forEverWith(c);
                          } finally {
                            ended.set(true);
                          }
                        },
                        Wait::forEverWith)));
    Threads.await(begun::get, "the race");
    outer.cancel(cause);
    assertThat(run.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
    assertThat(ended).isTrue();
  }

  @Test
  void outerDone_startsNothing() {
    CancellableContext outer = context.withCancel();
    outer.cancel();
    AtomicBoolean ran = new AtomicBoolean();
    Throwable thrown = catchThrowable(() -> Scope.race(outer, List.of(c -> ran.getAndSet(true))));
    assertThat(thrown).isExactlyInstanceOf(CancelledException.class);
    assertThat(ran).isFalse();
  }

  @Test
  void manyRaces_haveOneWinnerEachAndLeaveNobodyBehind() throws Exception {
    AtomicInteger running = new AtomicInteger();
    for (int i = 0; i < 500; i++) {
      Scope.Task<Integer> task =
          c -> {
            running.incrementAndGet();
            try {
              return 1;
            } finally {
              running.decrementAndGet();
            }
          };
      assertThat(Scope.race(context, List.of(task, task, task, task))).isEqualTo(1);
      assertThat(running).hasValue(0);
    }
  }
}
