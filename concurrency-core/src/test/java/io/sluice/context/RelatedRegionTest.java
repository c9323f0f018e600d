package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One cancellation ends two nested regions, one after the other, and the code of the inner one may
 * get the outer one's interrupt.
 */
@Rule(25)
@Timeout(60)
class RelatedRegionTest {

  private static final int ROUNDS = 200;

  /** Woken after the outer region and before the inner one: the time between them. */
  private static final int BETWEEN = 100;

  /** The inner context is done, so what ends its call is a cancellation. */
  @ParameterizedTest
  @EnumSource
  void call_outersInterruptArrivesFirst_innerCallIsCancelledTooAndOuterIsInterrupted(
      ThreadKind kind) {
    for (int round = 0; round < ROUNDS; round++) {
      CancellableContext outer = Context.background().withCancel();
      CountDownLatch entered = new CountDownLatch(1);
      Outcome<String> call = Threads.start(kind, () -> outer.call(() -> runOuter(outer, entered)));
      Threads.await(() -> entered.getCount() == 0, "the inner region");

      outer.cancel();

      assertThat(call.result()).isEqualTo("CancelledException, then interrupted");
      assertThat(call.endedInterrupted()).isFalse();
    }
  }

  private static String runOuter(Context outer, CountDownLatch entered) throws Exception {
    for (int i = 0; i < BETWEEN; i++) {
      outer.onCancel(() -> {});
    }
    try {
      outer
          .withCancel()
          .call(
              () -> {
                entered.countDown();
                while (!Thread.interrupted()) {
                  Thread.onSpinWait();
                }
                throw new InterruptedException();
              });
      return "returned";
    } catch (InterruptedException e) {
      boolean interrupted = Thread.currentThread().isInterrupted();
      return e.getClass().getSimpleName() + (interrupted ? ", then interrupted" : "");
    }
  }
}
