package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.testing.NullPointerTester;
import io.sluice.channel.CancelSignal;
import io.sluice.testing.ManualSignal;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every null argument is refused, at the call, by the name of its parameter. */
class SyncNullArgumentTest {

  private final WaitGroup group = new WaitGroup();
  private final Semaphore semaphore = new Semaphore(1);

  private static void assertNames(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }

  @Test
  void waitGroup_null_isNamed() {
    assertNames("task", () -> group.go(null));
    assertNames("signal", () -> group.await((CancelSignal) null));
    assertNames("timeout", () -> group.await((Duration) null));
  }

  @Test
  void semaphore_null_isNamed() {
    assertNames("signal", () -> semaphore.acquire(null));
    assertNames("signal", () -> semaphore.acquire(null, 1));
    assertNames("timeout", () -> semaphore.tryAcquire(1, null));
  }

  /** Finds methods that were added since and are not listed above. */
  @Test
  void publicMethods_null_areRefused() {
    NullPointerTester tester =
        new NullPointerTester()
            .setDefault(CancelSignal.class, new ManualSignal())
            .setDefault(Duration.class, Duration.ZERO);
    tester.testAllPublicInstanceMethods(group);
    tester.testAllPublicInstanceMethods(semaphore);
  }
}
