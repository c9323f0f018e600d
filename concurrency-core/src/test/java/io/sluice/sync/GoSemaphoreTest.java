package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.testing.ManualSignal;
import io.sluice.testing.ManualSignal.GivenException;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tests of Go's {@code golang.org/x/sync/semaphore} check. */
@Timeout(120)
class GoSemaphoreTest {

  private static final Duration SHORT = Duration.ofMillis(10);

  private static void hold() {
    for (int i = ThreadLocalRandom.current().nextInt(2_000); i > 0; i--) {
      Thread.onSpinWait();
    }
  }

  /** TestWeighted: threads of every weight, 0 among them, hammer one semaphore. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void weighted(ThreadKind kind) {
    int weights = 8;
    Semaphore semaphore = new Semaphore(weights);
    List<Outcome<Void>> threads = new ArrayList<>();
    for (int weight = 0; weight < weights; weight++) {
      int permits = weight;
      threads.add(
          Threads.start(
              kind,
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  semaphore.acquire(permits);
                  hold();
                  semaphore.release(permits);
                }
              }));
    }
    threads.forEach(Outcome::result);
    assertThat(semaphore).hasToString("Semaphore[8 of 8 free]");
  }

  /** TestWeightedPanic and TestWeightedReleaseUnacquired. */
  @Test
  void weightedReleaseUnacquired() {
    Semaphore semaphore = new Semaphore(1);
    assertThatIllegalStateException().isThrownBy(() -> semaphore.release(1));
    assertThat(semaphore.tryAcquire()).isTrue();
  }

  /** TestWeightedTryAcquire. */
  @Test
  void weightedTryAcquire() throws InterruptedException {
    Semaphore semaphore = new Semaphore(2);
    semaphore.acquire(1);
    assertThat(semaphore.tryAcquire(1)).isTrue();
    assertThat(semaphore.tryAcquire(1)).isFalse();
    semaphore.release(2);
    assertThat(semaphore.tryAcquire(1)).isTrue();
    semaphore.acquire(1);
    assertThat(semaphore.tryAcquire(1)).isFalse();
  }

  /** TestWeightedAcquire: the same with acquires that wait for a short time. */
  @Test
  void weightedAcquire() throws InterruptedException {
    Semaphore semaphore = new Semaphore(2);
    semaphore.acquire(1);
    assertThat(semaphore.tryAcquire(1, SHORT)).isTrue();
    assertThat(semaphore.tryAcquire(1, SHORT)).isFalse();
    semaphore.release(2);
    assertThat(semaphore.tryAcquire(1, SHORT)).isTrue();
    semaphore.acquire(1);
    assertThat(semaphore.tryAcquire(1, SHORT)).isFalse();
  }

  /**
   * TestWeightedDoesntBlockIfTooBig: a request that can never be granted does not hold up others.
   * In Go it waits, aside, until its context is done; here it is refused.
   */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void weightedDoesntBlockIfTooBig(ThreadKind kind) {
    int total = 2;
    Semaphore semaphore = new Semaphore(total);
    assertThatIllegalArgumentException().isThrownBy(() -> semaphore.acquire(total + 1));
    List<Outcome<Void>> threads = new ArrayList<>();
    for (int i = 0; i < 3 * total; i++) {
      threads.add(
          Threads.start(
              kind,
              () -> {
                semaphore.acquire(1);
                hold();
                semaphore.release(1);
              }));
    }
    threads.forEach(Outcome::result);
    assertThat(semaphore.available()).isEqualTo(total);
  }

  /** TestLargeAcquireDoesntStarve: small requests come without end, the large one is served. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void largeAcquireDoesntStarve(ThreadKind kind) throws InterruptedException {
    int total = 4;
    Semaphore semaphore = new Semaphore(total);
    List<Outcome<Void>> threads = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      semaphore.acquire(1);
      threads.add(
          Threads.start(
              kind,
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  hold();
                  semaphore.release(1);
                  semaphore.acquire(1);
                }
              }));
    }
    semaphore.acquire(total);
    threads.forEach(thread -> thread.thread().interrupt());
    for (Outcome<Void> thread : threads) {
      assertThat(thread.failure()).isInstanceOf(InterruptedException.class);
    }
    semaphore.release(total);
    assertThat(semaphore.available()).isEqualTo(total);
  }

  /** TestAllocCancelDoesntStarve: a large request gives up, and the small one behind it goes on. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void allocCancelDoesntStarve(ThreadKind kind) throws InterruptedException {
    Semaphore semaphore = new Semaphore(10);
    semaphore.acquire(1);
    ManualSignal signal = new ManualSignal();
    Outcome<Void> writer = Threads.startParked(kind, () -> semaphore.acquire(signal, 10));
    Outcome<Void> reader = Threads.startParked(kind, () -> semaphore.acquire(1));
    signal.give();
    assertThat(writer.failure()).isInstanceOf(GivenException.class);
    reader.result();
    assertThat(semaphore.available()).isEqualTo(8);
  }
}
