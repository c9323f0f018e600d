package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests of Go's {@code golang.org/x/sync/errgroup} and ideas of those of conc's pools, in terms
 * of scopes. {@code TryGo} has no counterpart: a fork never waits.
 */
@Timeout(60)
@SuppressWarnings("StaticAssignmentOfThrowable") // thrown, compared, and thrown again
class ErrgroupTest {

  private static final IOException FIRST = new IOException("errgroup_test: 1");
  private static final IOException SECOND = new IOException("errgroup_test: 2");

  private final Context context = Context.background();

  /** What the tasks of a group do, one after the other: null is a success. */
  static List<List<IOException>> failures() {
    return List.of(
        List.of(),
        Collections.singletonList(null),
        List.of(FIRST),
        Arrays.asList(FIRST, null),
        Arrays.asList(FIRST, null, SECOND),
        Arrays.asList(null, SECOND));
  }

  private static void perform(IOException failure) throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** TestZeroGroup: after each task the first failure so far is told. */
  @ParameterizedTest
  @MethodSource("failures")
  void zeroGroup_tellsTheFirstFailure(List<IOException> failures) {
    IOException expected = null;
    for (int count = 1; count <= failures.size(); count++) {
      IOException latest = failures.get(count - 1);
      expected = expected == null ? latest : expected;
      List<IOException> soFar = failures.subList(0, count);
      ScopeFailedException thrown =
          catchThrowableOfType(
              ScopeFailedException.class,
              () ->
                  Scope.run(
                      context,
                      Options.defaults().limit(1),
                      scope -> {
                        for (IOException failure : soFar) {
                          scope
                              .fork(
                                  c -> {
                                    perform(failure);
                                    return null;
                                  })
                              .await();
                        }
                        return null;
                      }));
      assertThat(thrown == null ? null : thrown.getCause()).isSameAs(expected);
    }
  }

  /** TestWithContext and TestCancelCause: afterwards the context is done, with the failure. */
  @ParameterizedTest
  @MethodSource("failures")
  void withContext_isDoneAfterwards_withTheFailureAsItsCause(List<IOException> failures) {
    AtomicReference<Context> inner = new AtomicReference<>();
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.run(
                    context,
                    scope -> {
                      inner.set(scope.context());
                      failures.forEach(failure -> scope.go(c -> perform(failure)));
                      return null;
                    }));
    assertThat(inner.get().isDone()).isTrue();
    if (thrown == null) {
      assertThat(failures).doesNotContain(FIRST, SECOND);
      assertThat(inner.get().state()).isEqualTo(Context.State.CANCELLED);
      assertThat(inner.get().cancellation().getCause()).isNull();
    } else {
      assertThat(failures).contains((IOException) thrown.getCause());
      assertThat(inner.get().cause()).isIn(FIRST, SECOND);
    }
  }

  /** TestGoLimit. */
  @Test
  void goLimit_isNeverExceeded() throws Exception {
    int limit = 10;
    AtomicInteger active = new AtomicInteger();
    Scope.run(
        context,
        Options.defaults().limit(limit),
        scope -> {
          for (int i = 0; i <= 1 << 10; i++) {
            scope.go(
                c -> {
                  assertThat(active.incrementAndGet()).isLessThanOrEqualTo(limit);
                  Thread.sleep(0, 1_000);
                  active.decrementAndGet();
                });
          }
          return null;
        });
    assertThat(active).hasValue(0);
  }

  /** What Go's group does not do before 1.25 and conc does: a panic is a failure of the group. */
  @Test
  void panic_isAFailureOfTheGroup_withItsStack() {
    ScopeFailedException thrown =
        catchThrowableOfType(
            ScopeFailedException.class,
            () ->
                Scope.run(
                    context,
                    scope -> {
                      scope.go(
                          c -> {
                            throw new IllegalStateException("super bad thing");
                          });
                      return null;
                    }));
    assertThat(thrown.getCause())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("super bad thing")
        .hasStackTraceContaining(ErrgroupTest.class.getName());
  }

  /** ExampleGroup_parallel. */
  @Test
  void parallel_resultsAreInTheOrderOfTheSearches() throws Exception {
    List<String> kinds = List.of("web", "image", "video");
    List<String> results =
        Scope.run(
            context,
            scope -> {
              List<Subtask<String>> searches =
                  kinds.stream().map(kind -> scope.fork(c -> kind + " result")).toList();
              for (Subtask<String> search : searches) {
                search.join();
              }
              return searches.stream()
                  .map(search -> search.outcome().orElseThrow())
                  .map(outcome -> ((Outcome.Success<String>) outcome).value())
                  .toList();
            });
    assertThat(results).containsExactly("web result", "image result", "video result");
  }

  /** ExampleGroup_pipeline: a source, workers and a sink over two channels. */
  @Test
  void pipeline_stagesEndEachOther() throws Exception {
    int sum =
        Scope.run(
            context,
            scope -> {
              Channel<Integer> numbers = scope.channel(0);
              Channel<Integer> squares = scope.channel(0);
              scope.go(
                  c -> {
                    for (int i = 1; i <= 100; i++) {
                      numbers.send(c, i);
                    }
                    numbers.close();
                  });
              List<Subtask<Void>> workers =
                  IntStream.range(0, 4)
                      .mapToObj(worker -> scope.fork(c -> square(c, numbers, squares)))
                      .toList();
              scope.go(
                  c -> {
                    for (Subtask<Void> worker : workers) {
                      worker.join();
                    }
                    squares.close();
                  });
              int[] total = new int[1];
              squares.forEach(scope.context(), square -> total[0] += square);
              return total[0];
            });
    assertThat(sum).isEqualTo(338_350);
  }

  private static Void square(Context c, Channel<Integer> numbers, Channel<Integer> squares)
      throws InterruptedException {
    numbers.forEach(c, number -> squares.send(c, number * number));
    return null;
  }
}
