package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.context.BlockingCall.Blocking;
import io.sluice.context.Reaction.Effect;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What happens to a call of the JDK when the context of the {@link Context#call} around it is
 * cancelled: the table in {@code docs/interrupts.md}, row by row.
 */
@Timeout(60)
class InterruptMatrixTest {

  /** As often has a thread to be found in the same place, to be taken for blocked there. */
  private static final int SIGHTINGS = 10;

  private static Stream<Arguments> matrix() {
    return Stream.concat(ConcurrentCalls.all().stream(), InputOutputCalls.all().stream())
        .flatMap(
            call ->
                Stream.of(ThreadKind.values())
                    .filter(kind -> call.on(kind) != null)
                    .map(kind -> Arguments.of(call, kind)));
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void call_cancelledWhileBlocked_endsAsDocumented(BlockingCall call, ThreadKind kind)
      throws Exception {
    CancellableContext context = Context.background().withCancel();
    AtomicBoolean entered = new AtomicBoolean();
    AtomicBoolean returned = new AtomicBoolean();
    Reaction expected = call.on(kind);
    try (Blocking blocking = call.preparation().call()) {
      Outcome<Object> outcome =
          Threads.start(
              kind,
              () ->
                  context.call(
                      () -> {
                        entered.set(true);
                        Object result = blocking.call();
                        returned.set(true);
                        return result;
                      }));
      Threads.await(entered::get, "the operation to begin");
      awaitBlocked(outcome);

      // Returns after the interrupt.
      context.cancel();

      if (expected.effect() == Effect.IGNORES) {
        awaitBlocked(outcome);
        assertThat(blocking.aftermath()).isEqualTo(expected.aftermath());
        blocking.release();
        Threads.await(outcome::isDone, "the call to end when released");
      } else {
        assertEnded(outcome, expected, returned);
        assertThat(blocking.aftermath()).isEqualTo(expected.aftermath());
      }
      assertThat(outcome.endedInterrupted()).as("no stale interrupt").isFalse();
    }
  }

  private static void assertEnded(Outcome<?> outcome, Reaction expected, AtomicBoolean returned) {
    switch (expected.effect()) {
      case RETURNS -> outcome.result();
      case THROWS ->
          assertThat(outcome.failure())
              .isExactlyInstanceOf(CancelledException.class)
              .hasCauseExactlyInstanceOf(expected.exception());
      case IGNORES -> throw new AssertionError("not ended");
    }
    assertThat(returned.get()).isEqualTo(expected.effect() == Effect.RETURNS);
  }

  /** Waits until the thread does not move any more. */
  private static void awaitBlocked(Outcome<?> outcome) {
    StackTraceElement[][] last = {{}};
    int[] sightings = {0};
    Threads.await(
        () -> {
          StackTraceElement[] now = outcome.thread().getStackTrace();
          sightings[0] = Arrays.equals(now, last[0]) && now.length > 0 ? sightings[0] + 1 : 0;
          last[0] = now;
          return sightings[0] >= SIGHTINGS || outcome.isDone();
        },
        outcome.thread() + " to block");
    if (outcome.isDone()) {
      throw new AssertionError("not blocked; it ended: " + describe(outcome));
    }
  }

  private static String describe(Outcome<?> outcome) {
    try {
      return "with " + outcome.result();
    } catch (AssertionError e) {
      return "with " + e.getCause();
    }
  }
}
