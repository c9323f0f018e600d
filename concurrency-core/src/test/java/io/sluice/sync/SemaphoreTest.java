package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testing.ManualSignal.GivenException;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts, arguments, and acquiring without anybody before. */
@Timeout(60)
class SemaphoreTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Semaphore semaphore = new Semaphore(10);
  private final ManualSignal signal = new ManualSignal();

  /** Each way to acquire a number of permits that may wait. */
  private List<Callable<Boolean>> acquires(long permits) {
    return List.of(
        () -> {
          semaphore.acquire(permits);
          return true;
        },
        () -> {
          semaphore.acquire(signal, permits);
          return true;
        },
        () -> semaphore.tryAcquire(permits, LONG));
  }

  @Test
  void acquire_permitsFree_takesThem() throws Exception {
    semaphore.acquire();
    semaphore.acquire(signal);
    assertThat(semaphore.tryAcquire()).isTrue();
    assertThat(semaphore.tryAcquire(1)).isTrue();
    assertThat(semaphore.available()).isEqualTo(6);
    for (Callable<Boolean> acquire : acquires(2)) {
      assertThat(acquire.call()).isTrue();
    }
    assertThat(semaphore).hasToString("Semaphore[0 of 10 free]");
    assertThat(semaphore.tryAcquire()).isFalse();
    semaphore.release(9);
    semaphore.release();
    assertThat(semaphore.available()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void constructor_permitsNotPositive_throws(long permits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Semaphore(permits))
        .withMessage("permits is not positive: " + permits);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @Test
  void acquire_permitsNegative_throws() {
    for (Callable<Boolean> acquire : acquires(-1)) {
      assertRefused(acquire::call, "permits is negative: -1");
    }
    assertRefused(() -> semaphore.tryAcquire(-1), "permits is negative: -1");
    assertRefused(() -> semaphore.release(-1), "permits is negative: -1");
    assertThat(semaphore.available()).isEqualTo(10);
  }

  @Test
  void acquire_moreThanTheTotal_throwsAtOnce() {
    String message = "permits is more than the total of 10: 11";
    for (Callable<Boolean> acquire : acquires(11)) {
      assertRefused(acquire::call, message);
    }
    assertRefused(() -> semaphore.tryAcquire(11), message);
    assertThat(semaphore.tryAcquire(10)).isTrue();
  }

  @Test
  void acquire_none_takesNothing() throws Exception {
    assertThat(semaphore.tryAcquire(10)).isTrue();
    for (Callable<Boolean> acquire : acquires(0)) {
      assertThat(acquire.call()).isTrue();
    }
    assertThat(semaphore.tryAcquire(0)).isTrue();
    semaphore.release(0);
    assertThat(semaphore.available()).isZero();
  }

  @Test
  void release_moreThanIsHeld_throwsAndChangesNothing() {
    assertThatIllegalStateException().isThrownBy(semaphore::release);
    assertThat(semaphore.tryAcquire(3)).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> semaphore.release(4))
        .withMessage("released more permits than are held, 3: 4");
    assertThatIllegalStateException().isThrownBy(() -> semaphore.release(Long.MAX_VALUE));
    assertThat(semaphore.available()).isEqualTo(7);
    Outcome<Boolean> waiter = Threads.startParked(ThreadKind.VIRTUAL, acquires(8).get(0));
    assertThatIllegalStateException().isThrownBy(() -> semaphore.release(4));
    assertThatIllegalStateException().isThrownBy(() -> semaphore.release(Long.MAX_VALUE));
    assertThat(semaphore.available()).isEqualTo(7);
    assertThat(waiter.isDone()).isFalse();
    semaphore.release(3);
    assertThat(waiter.result()).isTrue();
    assertThat(semaphore.available()).isEqualTo(2);
  }

  @Test
  void permits_greatestTotal_doNotOverflow() throws InterruptedException {
    Semaphore huge = new Semaphore(Long.MAX_VALUE);
    huge.acquire(Long.MAX_VALUE);
    assertThat(huge.tryAcquire()).isFalse();
    Outcome<Boolean> waiter =
        Threads.startParked(
            ThreadKind.VIRTUAL, () -> huge.tryAcquire(Long.MAX_VALUE, Duration.ofDays(1)));
    huge.release(Long.MAX_VALUE - 1);
    assertThat(huge.available()).isEqualTo(Long.MAX_VALUE - 1);
    assertThat(huge.tryAcquire()).isFalse();
    huge.release();
    assertThat(waiter.result()).isTrue();
    huge.release(Long.MAX_VALUE);
    assertThat(huge.available()).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void release_byAnotherThread_isAllowed(ThreadKind kind) throws InterruptedException {
    semaphore.acquire(10);
    Threads.start(kind, () -> semaphore.release(10)).result();
    assertThat(semaphore.available()).isEqualTo(10);
  }

  @Rule({25, 26})
  @Test
  void acquire_signalDone_throwsThoughPermitsAreFree() {
    signal.give();
    assertThatExceptionOfType(GivenException.class).isThrownBy(() -> semaphore.acquire(signal));
    assertThatExceptionOfType(GivenException.class).isThrownBy(() -> semaphore.acquire(signal, 2));
    assertThatExceptionOfType(GivenException.class).isThrownBy(() -> semaphore.acquire(signal, 0));
    assertThat(semaphore.available()).isEqualTo(10);
  }

  @Rule(25)
  @Test
  void acquire_interruptedOnEntry_throwsThoughPermitsAreFree() {
    for (Callable<Boolean> acquire : acquires(1)) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(acquire::call);
      assertThat(Thread.interrupted()).isFalse();
    }
    assertThat(semaphore.available()).isEqualTo(10);
    Thread.currentThread().interrupt();
    assertThat(semaphore.tryAcquire()).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Rule({25, 27})
  @Test
  void tryAcquire_timeRunsOut_returnsFalseNotEarlier() throws InterruptedException {
    semaphore.acquire(5);
    assertThat(semaphore.tryAcquire(6, Duration.ZERO)).isFalse();
    assertThat(semaphore.tryAcquire(6, Duration.ofDays(-1_000_000))).isFalse();
    assertThat(semaphore.tryAcquire(5, Duration.ofNanos(-1))).isTrue();
    semaphore.release(5);
    for (int nanos : new int[] {1, 999, 1_000_001}) {
      long start = System.nanoTime();
      assertThat(semaphore.tryAcquire(6, Duration.ofNanos(nanos))).isFalse();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);
      assertThat(semaphore).hasToString("Semaphore[5 of 10 free]");
    }
  }
}
