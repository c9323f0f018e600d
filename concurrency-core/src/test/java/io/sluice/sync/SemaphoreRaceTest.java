package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Threads acquire and release random amounts in every way, giving up by interrupt, signal and
 * timeout: never are more permits out than there are, and in the end all have come back.
 */
@Rule(25)
@Timeout(120)
class SemaphoreRaceTest {

  private static final int TOTAL = 5;
  private static final int THREADS = 4;
  private static final int RUNS = 5_000;
  private static final int LEAST_GIVEN_UP = 500;

  private final Semaphore semaphore = new Semaphore(TOTAL);
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong mostHeld = new AtomicLong();
  private final AtomicLong gaveUp = new AtomicLong();

  /** Signals to give soon, by a thread of its own. */
  private final Channel<ManualSignal> signals = Channel.unlimited();

  private static void spin(ThreadLocalRandom random) {
    for (int i = random.nextInt(1 << random.nextInt(11)); i > 0; i--) {
      Thread.onSpinWait();
    }
  }

  private static void hold(ThreadLocalRandom random) {
    if (random.nextInt(4) == 0) {
      Thread.yield();
    } else {
      spin(random);
    }
  }

  private boolean acquire(ThreadLocalRandom random, long permits) throws InterruptedException {
    return switch (random.nextInt(4)) {
      case 0 -> semaphore.tryAcquire(permits);
      case 1 -> semaphore.tryAcquire(permits, Duration.ofNanos(random.nextInt(50_000)));
      case 2 -> {
        ManualSignal signal = new ManualSignal();
        signals.send(signal);
        semaphore.acquire(signal, permits);
        yield true;
      }
      default -> {
        semaphore.acquire(permits);
        yield true;
      }
    };
  }

  private void run() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    // Threads that happen to run one after the other would prove nothing.
    for (int i = 0; i < RUNS || gaveUp.get() < LEAST_GIVEN_UP; i++) {
      long permits = random.nextInt(TOTAL + 1);
      boolean acquired;
      try {
        acquired = acquire(random, permits);
      } catch (InterruptedException e) {
        // By the signal, or by the thread that interrupts at random: both are part of the game.
        acquired = false;
      }
      if (acquired) {
        long now = held.addAndGet(permits);
        mostHeld.accumulateAndGet(now, Math::max);
        hold(random);
        held.addAndGet(-permits);
        semaphore.release(permits);
      } else {
        gaveUp.incrementAndGet();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void permits_acquiredAndGivenUpAtRandom_areNeitherLostNorInvented(ThreadKind kind) {
    List<Outcome<Void>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Threads.start(kind, this::run));
    }
    Outcome<Void> canceller =
        Threads.start(
            ThreadKind.PLATFORM,
            () ->
                signals.forEach(
                    signal -> {
                      spin(ThreadLocalRandom.current());
                      signal.give();
                    }));
    Outcome<Void> interrupter =
        Threads.start(
            ThreadKind.PLATFORM,
            () -> {
              ThreadLocalRandom random = ThreadLocalRandom.current();
              while (!threads.stream().allMatch(Outcome::isDone)) {
                spin(random);
                threads.get(random.nextInt(THREADS)).thread().interrupt();
              }
            });
    threads.forEach(Outcome::result);
    interrupter.result();
    signals.close();
    canceller.result();
    assertThat(semaphore).hasToString("Semaphore[5 of 5 free]");
    assertThat(held).hasValue(0);
    assertThat(mostHeld.get()).isBetween(1L, (long) TOTAL);
    assertThat(gaveUp).hasValueGreaterThanOrEqualTo(LEAST_GIVEN_UP);
  }
}
