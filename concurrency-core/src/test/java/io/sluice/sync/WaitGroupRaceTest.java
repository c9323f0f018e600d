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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One group through thousands of rounds, in which waiters give up by every means just as the count
 * reaches zero. The threads that call {@code done()} are not waited for: the last of a round may
 * still be about to open its gate when the next round begins.
 */
@Rule({25, 36})
@Timeout(120)
class WaitGroupRaceTest {

  private static final int ROUNDS = 3_000;
  private static final int WAITERS = 3;
  private static final int ATTEMPTS = 3;
  private static final int WORKERS = 2;

  private final WaitGroup group = new WaitGroup();
  private final Channel<Integer> work = Channel.unlimited();
  private final CyclicBarrier begin = new CyclicBarrier(WAITERS + 1);
  private final CyclicBarrier end = new CyclicBarrier(WAITERS + 1);
  private final AtomicInteger gaveUp = new AtomicInteger();

  private final Queue<String> releasedTooSoon = new ConcurrentLinkedQueue<>();

  /** Plain on purpose: a worker's writes are published by the group alone. */
  private final int[] written = new int[WORKERS];

  private static void spin() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = random.nextInt(1 << random.nextInt(12)); i > 0; i--) {
      Thread.onSpinWait();
    }
  }

  private void work() throws InterruptedException {
    work.forEach(
        token -> {
          spin();
          written[token]++;
          group.done();
        });
  }

  private interface Await {
    boolean run() throws InterruptedException;
  }

  /**
   * Awaits in one of the ways, and again if it gave up, but not for ever: virtual threads that only
   * ever wake each other keep those out that a platform thread has woken.
   */
  private void awaitStubbornly(Await await) throws InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        if (await.run()) {
          return;
        }
      } catch (InterruptedException e) {
        // The interrupt or signal that this waiter ordered: counted, and tried again.
      }
      gaveUp.incrementAndGet();
    }
    group.await();
  }

  private void waitThrough(Await await) throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      begin.await();
      awaitStubbornly(await);
      for (int count : written) {
        if (count != round) {
          releasedTooSoon.add("in round " + round + " with " + count);
        }
      }
      end.await();
    }
  }

  private boolean awaitShortly() throws InterruptedException {
    return group.await(Duration.ofNanos(ThreadLocalRandom.current().nextInt(60_000)));
  }

  private boolean awaitInterrupted(Channel<Interrupt> interrupts) throws InterruptedException {
    Interrupt interrupt = new Interrupt(Thread.currentThread());
    interrupts.send(interrupt);
    try {
      group.await();
      return true;
    } finally {
      // It must not reach what follows.
      while (!interrupt.given) {
        Thread.yield();
      }
      Thread.interrupted();
    }
  }

  private static final class Interrupt {
    private final Thread thread;
    private volatile boolean given;

    Interrupt(Thread thread) {
      this.thread = thread;
    }

    void give() {
      thread.interrupt();
      given = true;
    }
  }

  private boolean awaitCancelled(Channel<ManualSignal> signals) throws InterruptedException {
    ManualSignal signal = new ManualSignal();
    signals.send(signal);
    group.await(signal);
    return true;
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_givenUpAtZero_returnsOnlyInItsRound(ThreadKind kind) throws Exception {
    Channel<ManualSignal> signals = Channel.unlimited();
    List<Outcome<Void>> helpers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      helpers.add(Threads.start(kind, this::work));
    }
    helpers.add(
        Threads.start(
            kind,
            () ->
                signals.forEach(
                    signal -> {
                      spin();
                      signal.give();
                    })));
    Channel<Interrupt> interrupts = Channel.unlimited();
    helpers.add(
        Threads.start(
            kind,
            () ->
                interrupts.forEach(
                    interrupt -> {
                      spin();
                      interrupt.give();
                    })));
    List<Outcome<Void>> waiters = new ArrayList<>();
    waiters.add(Threads.start(kind, () -> waitThrough(this::awaitShortly)));
    waiters.add(Threads.start(kind, () -> waitThrough(() -> awaitInterrupted(interrupts))));
    waiters.add(Threads.start(kind, () -> waitThrough(() -> awaitCancelled(signals))));
    for (int round = 1; round <= ROUNDS; round++) {
      group.add(WORKERS);
      begin.await();
      for (int token = 0; token < WORKERS; token++) {
        work.send(token);
      }
      end.await();
    }
    waiters.forEach(Outcome::result);
    work.close();
    signals.close();
    interrupts.close();
    helpers.forEach(Outcome::result);
    assertThat(releasedTooSoon).isEmpty();
    assertThat(gaveUp).hasPositiveValue();
    assertThat(group).hasToString("WaitGroup[count 0, waiters 0]");
  }
}
