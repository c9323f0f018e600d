package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.Parked;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The state behind tickers and timers, due in the past or in hours, so that no test races time. */
@Timeout(60)
class TimerChannelTest {

  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  @Rule(40)
  @Test
  void tryReceive_manyPeriodsMissed_oneTickIsPendingAndThePhaseIsKept() {
    TimerChannel timer = new TimerChannel(-(10 * HOUR + HOUR / 2), HOUR);
    assertThat(timer.size()).isEqualTo(1);
    assertThat(timer.nanosUntilDue()).isNotPositive();
    Instant tick = timer.tryReceive().orElseThrow();
    assertThat(tick)
        .as("when the pending tick became due")
        .isBetween(
            Instant.now().minusNanos(10 * HOUR + HOUR / 2 + MINUTE),
            Instant.now().minusNanos(10 * HOUR + HOUR / 2 - MINUTE));
    assertThat(timer.tryReceive()).isInstanceOf(Received.Empty.class);
    assertThat(timer.size()).isZero();
    assertThat(timer.nanosUntilDue()).isBetween(HOUR / 2 - MINUTE, HOUR / 2);
  }

  @Rule(40)
  @Test
  void stop_tickPending_isDroppedAndTheChannelStaysOpen() {
    TimerChannel timer = new TimerChannel(-1, HOUR);
    assertThat(timer.size()).isEqualTo(1);
    timer.stop();
    assertThat(timer.tryReceive()).isInstanceOf(Received.Empty.class);
    assertThat(timer.size()).isZero();
    assertThat(timer.nanosUntilDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Rule(40)
  @Test
  void deliverDue_stoppedMeanwhile_deliversNothing() {
    TimerChannel timer = new TimerChannel(HOUR, HOUR);
    Waiter waiter = waitingAt(timer);
    timer.restart(-1, HOUR);
    timer.stop();
    timer.deliverDue();
    assertThat(waiter.winner()).isNull();
  }

  @Rule({3, 40})
  @Test
  void tryReceive_receiversWaitForTheDueTick_servesTheFirstOfThemInstead() {
    TimerChannel timer = new TimerChannel(-1, HOUR);
    Waiter first = waitingAt(timer);
    Waiter second = waitingAt(timer);
    assertThat(timer.tryReceive()).as("a newcomer").isInstanceOf(Received.Empty.class);
    assertThat(first.winner()).isSameAs(first);
    assertThat(first.element).isInstanceOf(Instant.class);
    assertThat(second.winner()).isNull();
    assertThat(timer.nanosUntilDue()).isPositive();
  }

  private static Waiter waitingAt(TimerChannel timer) {
    Waiter waiter = new Waiter();
    waiter.lead();
    timer.lock();
    timer.addReceiver(waiter);
    timer.unlock();
    return waiter;
  }

  @Rule({40, 41})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void restart_earlierWhileReceiversAreParked_servesThemInOrder(ThreadKind kind) {
    TimerChannel timer = new TimerChannel(HOUR, HOUR);
    Outcome<Instant> first = Threads.startParked(kind, () -> timer.receive());
    Threads.await(() -> timer.toString().contains("waiting receivers 1"), "the first");
    Outcome<Instant> second = Threads.startParked(kind, () -> timer.receive());
    Threads.await(() -> timer.toString().contains("waiting receivers 2"), "the second");
    timer.restart(1, HOUR);
    assertThat(first.result()).isNotNull();
    assertThat(second.isDone()).as("one tick serves one").isFalse();
    timer.restart(1, HOUR);
    assertThat(second.result()).isAfterOrEqualTo(first.result());
  }

  /**
   * A receiver that looks at the clock meets the lock, pauses there, and is claimed right after.
   * The pause takes the unpark that was meant for the wait, so the wait must not rely on it.
   */
  @Rule({3, 28})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void receive_claimedWhileItPausesForTheLock_isNotLeftParked(ThreadKind kind) {
    TimerChannel timer = new TimerChannel(HOUR, HOUR);
    Outcome<Instant> receiver = Threads.startParked(kind, () -> timer.receive());
    Threads.await(() -> timer.toString().contains("waiting receivers 1"), "the receiver");
    Instant tick = Instant.EPOCH;
    timer.lock();
    try {
      LockSupport.unpark(receiver.thread()); // a stray one: the receiver looks again
      Parked.awaitWithin(receiver.thread(), ShortLock.class);
      assertThat(timer.handToReceiver(tick)).isTrue();
      Waiter.unpark(timer.takeClaimed());
      // Many pauses long, so that one of them has taken the unpark.
      long until = System.nanoTime() + Duration.ofMillis(20).toNanos();
      Threads.await(() -> System.nanoTime() - until > 0, "some pauses to pass");
    } finally {
      timer.unlock();
    }
    assertThat(receiver.result()).isEqualTo(tick);
  }

  @Rule(40)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void stop_receiversParkedUntilDue_waitOnPastThatTime(ThreadKind kind) {
    TimerChannel timer = new TimerChannel(HOUR, HOUR);
    Outcome<Instant> receiver = Threads.startParked(kind, () -> timer.receive());
    timer.stop();
    // As if the time had come: the receiver is woken, and finds that nothing is due.
    LockSupport.unpark(receiver.thread());
    Threads.await(
        () -> receiver.thread().getState() == Thread.State.WAITING, "a wait without a timeout");
    timer.restart(0, HOUR);
    assertThat(receiver.result()).isNotNull();
  }

  @Rule(40)
  @Test
  void restart_tickPending_isDropped() {
    TimerChannel timer = new TimerChannel(-1, HOUR);
    timer.restart(2 * HOUR, HOUR);
    assertThat(timer.tryReceive()).isInstanceOf(Received.Empty.class);
    assertThat(timer.nanosUntilDue()).isBetween(2 * HOUR - MINUTE, 2 * HOUR);
  }

  @Rule(27)
  @Test
  void longestPeriod_noOverflow_isNeverDue() {
    TimerChannel timer = new TimerChannel(Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(timer.size()).isZero();
    assertThat(timer.nanosUntilDue()).isGreaterThan(Long.MAX_VALUE - HOUR);
    TimerChannel pending = new TimerChannel(-1, Long.MAX_VALUE);
    assertThat(pending.tryReceive().isValue()).isTrue();
    assertThat(pending.tryReceive().isValue()).isFalse();
    assertThat(pending.nanosUntilDue()).isGreaterThan(Long.MAX_VALUE - HOUR);
  }

  @Test
  void singleTick_taken_isNeverDueAgain() {
    TimerChannel timer = new TimerChannel(-1, 0);
    assertThat(timer.tryReceive().isValue()).isTrue();
    assertThat(timer.nanosUntilDue()).isEqualTo(Long.MAX_VALUE);
  }
}
