package io.sluice.context;

import static io.sluice.context.Context.State.ACTIVE;
import static io.sluice.context.Context.State.CANCELLED;
import static io.sluice.context.Context.State.DEADLINE_EXCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.context.Context.State;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of {@code TestCause} and {@code TestCauseRace} of Go's {@code context/x_test.go},
 * re-expressed. Deadlines have no cause of their own here: the rows on those tell {@link
 * DeadlineExceededException} where Go tells what {@code WithTimeoutCause} was given.
 */
@Rule({30, 31, 35})
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the rows name its causes
class GoCauseTest {

  private static final Duration FOREVER = Duration.ofSeconds(1_000_000);
  private final Exception parentCause = new Exception("parent");
  private final Exception childCause = new Exception("child");
  private final Exception finishedEarly = new Exception("finished early");

  /** What stands for "the cause that is made where none was given". */
  private static final Class<?> CANCELED = CancelledException.class;

  private static final Class<?> LATE = DeadlineExceededException.class;

  /** One row: how the context comes about, its state, and its cause or the class of it. */
  record Row(String name, Supplier<Context> context, State state, Object cause) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** What happens to a parent and its child. */
  private interface Story {
    void tell(CancellableContext parent, CancellableContext child);
  }

  private static Supplier<Context> child(Duration timeout, Story story) {
    return () -> {
      CancellableContext parent = Context.background().withCancel();
      CancellableContext child =
          timeout == null ? parent.withCancel() : parent.withTimeout(timeout);
      story.tell(parent, child);
      return child;
    };
  }

  private static Supplier<Context> single(Duration timeout, Story story) {
    return child(timeout, (parent, child) -> story.tell(null, child));
  }

  private static Supplier<Context> detached(Duration timeout, Story story) {
    return () -> {
      CancellableContext parent =
          timeout == null
              ? Context.background().withCancel()
              : Context.background().withTimeout(timeout);
      Context detached = parent.withoutCancel();
      story.tell(parent, null);
      return detached;
    };
  }

  Stream<Row> rows() {
    return Stream.of(
        new Row("Background", Context::background, ACTIVE, null),
        new Row("WithCancel", single(null, (p, c) -> c.cancel()), CANCELLED, CANCELED),
        new Row(
            "WithCancelCause",
            single(null, (p, c) -> c.cancel(parentCause)),
            CANCELLED,
            parentCause),
        new Row("WithCancelCause nil", single(null, (p, c) -> c.cancel(null)), CANCELLED, CANCELED),
        new Row(
            "WithCancelCause: parent cause before child",
            child(
                null,
                (p, c) -> {
                  p.cancel(parentCause);
                  c.cancel(childCause);
                }),
            CANCELLED,
            parentCause),
        new Row(
            "WithCancelCause: parent cause after child",
            child(
                null,
                (p, c) -> {
                  c.cancel(childCause);
                  p.cancel(parentCause);
                }),
            CANCELLED,
            childCause),
        new Row(
            "WithCancelCause: parent cause before nil",
            child(
                null,
                (p, c) -> {
                  p.cancel(parentCause);
                  c.cancel();
                }),
            CANCELLED,
            parentCause),
        new Row(
            "WithCancelCause: parent cause after nil",
            child(
                null,
                (p, c) -> {
                  c.cancel();
                  p.cancel(parentCause);
                }),
            CANCELLED,
            CANCELED),
        new Row(
            "WithCancelCause: child cause after nil",
            child(
                null,
                (p, c) -> {
                  p.cancel();
                  c.cancel(childCause);
                }),
            CANCELLED,
            CANCELED),
        new Row(
            "WithCancelCause: child cause before nil",
            child(
                null,
                (p, c) -> {
                  c.cancel(childCause);
                  p.cancel();
                }),
            CANCELLED,
            childCause),
        new Row(
            "WithTimeout", single(Duration.ZERO, (p, c) -> c.cancel()), DEADLINE_EXCEEDED, LATE),
        new Row("WithTimeout canceled", single(FOREVER, (p, c) -> c.cancel()), CANCELLED, CANCELED),
        new Row(
            "WithTimeoutCause",
            single(Duration.ZERO, (p, c) -> c.cancel(finishedEarly)),
            DEADLINE_EXCEEDED,
            LATE),
        new Row(
            "WithTimeoutCause canceled",
            single(FOREVER, (p, c) -> c.cancel(finishedEarly)),
            CANCELLED,
            finishedEarly),
        new Row(
            "WithTimeoutCause stacked",
            child(Duration.ZERO, (p, c) -> p.cancel(finishedEarly)),
            DEADLINE_EXCEEDED,
            LATE),
        new Row(
            "WithTimeoutCause stacked canceled",
            child(FOREVER, (p, c) -> p.cancel(finishedEarly)),
            CANCELLED,
            finishedEarly),
        new Row("WithoutCancel", () -> Context.background().withoutCancel(), ACTIVE, null),
        new Row(
            "WithoutCancel canceled",
            detached(null, (p, c) -> p.cancel(finishedEarly)),
            ACTIVE,
            null),
        new Row(
            "WithoutCancel timeout", detached(Duration.ZERO, (p, c) -> p.cancel()), ACTIVE, null));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void cause_asInGo(Row row) {
    Context context = row.context.get();
    assertThat(context.state()).isEqualTo(row.state);
    if (row.cause instanceof Class<?> type) {
      assertThat(context.cause()).isExactlyInstanceOf(type).hasNoCause();
    } else {
      assertThat(context.cause()).isSameAs(row.cause);
    }
    assertThat(context.cause()).isSameAs(context.cause());
  }

  /** TestCauseRace. */
  @RepeatedTest(50)
  void causeRace() {
    CancellableContext context = Context.background().withCancel();
    Outcome<Boolean> cancel = Threads.start(ThreadKind.PLATFORM, () -> context.cancel(parentCause));
    while (context.cause() == null) {
      Thread.onSpinWait();
    }
    assertThat(context.cause()).isSameAs(parentCause);
    assertThat(cancel.result()).isTrue();
  }
}
