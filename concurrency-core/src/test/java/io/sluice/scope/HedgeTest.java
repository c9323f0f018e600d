package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that start one after the other while there is no success. */
@Timeout(60)
class HedgeTest {

  private static final Duration LONG = Duration.ofDays(1);
  private static final Duration SHORT = Duration.ofMillis(30);

  private final Context context = Context.background();
  private final AtomicBoolean started = new AtomicBoolean();

  @Test
  void firstSucceedsInTime_othersAreNotStarted() throws Exception {
    String result =
        Scope.hedge(
            context,
            LONG,
            List.of(
                c -> "first",
                c -> {
                  started.set(true);
                  return "second";
                }));
    assertThat(result).isEqualTo("first");
    assertThat(started).isFalse();
  }

  @Test
  void firstFails_nextStartsAtOnce() throws Exception {
    String result =
        Scope.hedge(
            context,
            LONG,
            List.of(
                c -> {
                  throw new IOException("first");
                },
                c -> {
                  throw new IOException("second");
                },
                c -> "third"));
    assertThat(result).isEqualTo("third");
  }

  @Test
  void firstIsSlow_nextStartsAfterTheDelay_notEarlier() throws Exception {
    AtomicLong first = new AtomicLong();
    AtomicLong second = new AtomicLong();
    long before = System.nanoTime();
    String result =
        Scope.hedge(
            context,
            SHORT,
            List.of(
                c -> {
                  first.set(System.nanoTime());
                  return Wait.forEverWith(c);
                },
                c -> {
                  second.set(System.nanoTime());
                  return "second";
                }));
    assertThat(result).isEqualTo("second");
    assertThat(second.get() - before).isGreaterThanOrEqualTo(SHORT.toNanos());
    assertThat(first.get()).isBetween(before, second.get());
  }

  @Test
  void slowFirst_mayStillWin() throws Exception {
    String result =
        Scope.hedge(
            context,
            Duration.ofMillis(1),
            List.of(
                c -> {
                  Threads.await(started::get, "the second task");
                  return "first";
                },
                c -> {
                  started.set(true);
                  return Wait.forEverWith(c);
                }));
    assertThat(result).isEqualTo("first");
  }

  @Test
  void lastOne_isWaitedForBeyondTheDelay() throws Exception {
    String result =
        Scope.hedge(
            context,
            Duration.ofMillis(1),
            List.of(
                c -> {
                  Thread.sleep(SHORT);
                  return "only";
                }));
    assertThat(result).isEqualTo("only");
  }

  @Test
  void noDelay_startsInOrderWithoutWaiting() throws Exception {
    assertThat(
            Scope.<String>hedge(
                context,
                Duration.ZERO,
                List.of(Wait::forEverWith, Wait::forEverWith, c -> "third")))
        .isEqualTo("third");
  }

  @Test
  void allFail_failuresAreInTheirOrder() {
    List<Throwable> failures = new ArrayList<>();
    List<Scope.Task<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      IOException failure = new IOException("number " + i);
      failures.add(failure);
      tasks.add(
          c -> {
            throw failure;
          });
    }
    ScopeFailedException thrown =
        catchThrowableOfType(ScopeFailedException.class, () -> Scope.hedge(context, LONG, tasks));
    assertThat(thrown).hasMessage("hedge failed: java.io.IOException: number 0");
    assertThat(thrown.getCause()).isSameAs(failures.get(0));
    assertThat(thrown.getSuppressed()).containsExactlyElementsOf(failures.subList(1, 5));
  }

  @Test
  void outerCancelled_duringTheDelay_endsAtOnce() {
    CancellableContext outer = context.withCancel();
    IOException cause = new IOException("cause");
    var run =
        Threads.start(
            ThreadKind.VIRTUAL,
            () ->
                Scope.<String>hedge(
                    outer,
                    LONG,
                    List.of(
                        c -> {
                          started.set(true);
                          return Wait.forEverWith(c);
                        },
                        Wait::forEverWith)));
    Threads.await(started::get, "the first task");
    outer.cancel(cause);
    assertThat(run.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
  }

  @Test
  void noTasksOrNegativeDelay_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scope.hedge(context, LONG, Collections.emptyList()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scope.hedge(context, Duration.ofNanos(-1), List.of(c -> 1)))
        .withMessageContaining("negative");
  }
}
