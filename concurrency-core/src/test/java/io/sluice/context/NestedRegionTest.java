package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Regions inside regions: each interrupt reaches the code of the region that it belongs to. */
@Rule(25)
@Timeout(60)
class NestedRegionTest {

  private static final String INNER_ENDED = "inner ended, ";
  private static final String OUTER_GOES_ON = "outer goes on";

  private final CancellableContext outer = Context.background().withCancel();

  /** Both kinds of threads, and an inner context that is a child of the outer one or not. */
  private static Stream<Arguments> kinds() {
    return Stream.of(ThreadKind.values())
        .flatMap(kind -> Stream.of(Arguments.of(kind, false), Arguments.of(kind, true)));
  }

  private CancellableContext inner(boolean related) {
    return (related ? outer : Context.background()).withCancel();
  }

  private final CountDownLatch waiting = new CountDownLatch(1);

  private void hang() throws InterruptedException {
    waiting.countDown();
    new CountDownLatch(1).await();
  }

  private static void awaitInterrupt() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void call_innerCancelled_endsTheInnerOnly(ThreadKind kind, boolean related) {
    CancellableContext inner = inner(related);
    Outcome<String> call =
        Threads.start(
            kind,
            () ->
                outer.call(
                    () -> {
                      String ended = "";
                      try {
                        inner.call(
                            () -> {
                              hang();
                              return null;
                            });
                      } catch (CancelledException e) {
                        ended = INNER_ENDED;
                      }
                      return Thread.currentThread().isInterrupted()
                          ? "interrupted"
                          : ended + OUTER_GOES_ON;
                    }));
    Threads.await(() -> waiting.getCount() == 0, "the inner code to wait");

    inner.cancel();

    assertThat(call.result()).isEqualTo(INNER_ENDED + OUTER_GOES_ON);
    assertThat(call.endedInterrupted()).isFalse();
    assertThat(outer.isDone()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void call_outerCancelledWhileInTheInner_endsBoth(ThreadKind kind, boolean related) {
    CancellableContext inner = inner(related);
    Outcome<Void> call =
        Threads.start(
            kind,
            () ->
                outer.call(
                    () ->
                        inner.call(
                            () -> {
                              hang();
                              return null;
                            })));
    Threads.await(() -> waiting.getCount() == 0, "the inner code to wait");

    outer.cancel();

    assertThat(call.failure()).isExactlyInstanceOf(CancelledException.class);
    assertThat(call.endedInterrupted()).isFalse();
    assertThat(inner.isDone()).isEqualTo(related);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void call_outerCancelledButInnerIgnoresIt_interruptReachesTheOuter(
      ThreadKind kind, boolean related) {
    CancellableContext inner = inner(related);
    Outcome<String> call =
        Threads.start(
            kind,
            () ->
                outer.call(
                    () -> {
                      String ended =
                          inner.call(
                              () -> {
                                outer.cancel();
                                awaitInterrupt();
                                return INNER_ENDED;
                              });
                      hang();
                      return ended + OUTER_GOES_ON;
                    }));

    assertThat(call.failure())
        .isExactlyInstanceOf(CancelledException.class)
        .hasCauseExactlyInstanceOf(InterruptedException.class);
    assertThat(call.endedInterrupted()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void call_bothCancelledAndInnerUsesUpTheInterrupt_outersIsGivenAgain(
      ThreadKind kind, boolean related) {
    for (boolean innerFirst : new boolean[] {true, false}) {
      CancellableContext above = Context.background().withCancel();
      CancellableContext below = (related ? above : Context.background()).withCancel();
      Outcome<String> call =
          Threads.start(
              kind,
              () ->
                  above.call(
                      () -> {
                        below.call(
                            () -> {
                              (innerFirst ? below : above).cancel();
                              (innerFirst ? above : below).cancel();
                              awaitInterrupt();
                              return Thread.interrupted();
                            });
                        hang();
                        return OUTER_GOES_ON;
                      }));

      assertThat(call.failure()).isExactlyInstanceOf(CancelledException.class);
      assertThat(call.endedInterrupted()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void call_outerCancelledAfterTheInnerFiredAndWasLeft_endsTheOuter(
      ThreadKind kind, boolean related) {
    CancellableContext inner = inner(related);
    CountDownLatch innerLeft = new CountDownLatch(1);
    Outcome<String> call =
        Threads.start(
            kind,
            () ->
                outer.call(
                    () -> {
                      inner.call(
                          () -> {
                            inner.cancel();
                            awaitInterrupt();
                            return null;
                          });
                      innerLeft.countDown();
                      hang();
                      return OUTER_GOES_ON;
                    }));
    Threads.await(() -> innerLeft.getCount() == 0, "the inner region to be left");

    outer.cancel();

    assertThat(call.failure()).isExactlyInstanceOf(CancelledException.class);
    assertThat(call.endedInterrupted()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void call_sameContextTwice_bothEnd(ThreadKind kind, boolean derived) {
    Context same = derived ? outer.withValue(Context.Key.of("key"), "value") : outer;
    Outcome<Void> call =
        Threads.start(
            kind,
            () ->
                outer.call(
                    () ->
                        same.call(
                            () -> {
                              hang();
                              return null;
                            })));
    Threads.await(() -> waiting.getCount() == 0, "the inner code to wait");

    outer.cancel();

    assertThat(call.failure()).isExactlyInstanceOf(CancelledException.class);
    assertThat(call.endedInterrupted()).isFalse();
  }

  /** Nothing has cancelled the inner context: the interrupt is passed to the one it is for. */
  @ParameterizedTest
  @EnumSource
  void call_outerCancelledWhileInAnUnrelatedInner_innerPassesTheInterrupt(ThreadKind kind) {
    Outcome<Class<?>> call =
        Threads.start(
            kind, () -> outer.<Class<?>>call(() -> failureIn(Context.background().withCancel())));
    Threads.await(() -> waiting.getCount() == 0, "the inner code to wait");

    outer.cancel();

    assertThat(call.result()).isEqualTo(InterruptedException.class);
    assertThat(call.endedInterrupted()).isFalse();
  }

  private Class<?> failureIn(Context inner) throws Exception {
    try {
      return inner.call(
          () -> {
            hang();
            return null;
          });
    } catch (InterruptedException e) {
      return e.getClass();
    }
  }
}
