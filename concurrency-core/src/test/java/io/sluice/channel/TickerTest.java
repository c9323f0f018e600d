package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.testing.GcFinalization;
import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tickers as users see them. What needs exact times is tested on the timer channel. */
@Rule(40)
@Timeout(60)
class TickerTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration INSTANT = Duration.ofNanos(1);

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void receive_eachTick_isNotEarly(ThreadKind kind) {
    Duration period = Duration.ofMillis(3);
    Outcome<Long> elapsed =
        Threads.start(
            kind,
            () -> {
              long start = System.nanoTime();
              ReceiveChannel<Instant> ticks = Ticker.every(period).channel();
              for (int i = 0; i < 5; i++) {
                ticks.receive();
              }
              return System.nanoTime() - start;
            });
    assertThat(elapsed.result()).isGreaterThanOrEqualTo(5 * period.toNanos());
  }

  @Test
  void receive_ticks_areTheInstantsTheyWereDue() throws InterruptedException {
    Instant before = Instant.now();
    ReceiveChannel<Instant> ticks = Ticker.every(Duration.ofMillis(5)).channel();
    Instant first = ticks.receive();
    assertThat(first).isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
    assertThat(ticks.receive()).isAfter(first.minusSeconds(1));
  }

  @Test
  void everyAndReset_notPositive_areRefused() {
    Ticker ticker = Ticker.every(INSTANT);
    for (Duration period : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(-9))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Ticker.every(period))
          .withMessageContaining("period");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ticker.reset(period))
          .withMessageContaining("period");
    }
    Threads.await(() -> ticker.channel().tryReceive().isValue(), "a tick as before");
  }

  @Test
  void tryReceive_slowReceiver_findsOneTickOnly() {
    ReceiveChannel<Instant> ticks = Ticker.every(INSTANT).channel();
    Threads.await(() -> ticks.size() == 1, "a tick");
    assertThat(ticks.size()).isEqualTo(1);
    assertThat(ticks.capacity()).isEqualTo(1);
  }

  @Test
  void stop_tickPending_noneIsReceivedAndTheChannelStaysOpen() throws InterruptedException {
    Ticker ticker = Ticker.every(INSTANT);
    Threads.await(() -> ticker.channel().size() == 1, "a tick");
    ticker.stop();
    ticker.stop();
    assertThat(ticker.channel().tryReceive()).isInstanceOf(Received.Empty.class);
    assertThat(ticker.channel().tryReceive(Duration.ofMillis(5)))
        .isInstanceOf(Received.Empty.class);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void stop_racesWithReceivers_noTickIsReceivedAfterIt(ThreadKind kind) {
    for (int i = 0; i < 50; i++) {
      Ticker ticker = Ticker.every(INSTANT);
      Outcome<Boolean> first = Threads.start(kind, () -> ticker.channel().receive() != null);
      first.result();
      ticker.stop();
      assertThat(Threads.start(kind, () -> ticker.channel().tryReceive().isValue()).result())
          .isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void reset_stoppedAndReceiversWait_ticksAgain(ThreadKind kind) {
    Ticker ticker = Ticker.every(HOUR);
    Outcome<Instant> receiver = Threads.startParked(kind, () -> ticker.channel().receive());
    ticker.stop();
    ticker.reset(Duration.ofMillis(1));
    assertThat(receiver.result()).isNotNull();
  }

  @Test
  void reset_later_dropsThePendingTick() {
    Ticker ticker = Ticker.every(INSTANT);
    Threads.await(() -> ticker.channel().size() == 1, "a tick");
    ticker.reset(HOUR);
    assertThat(ticker.channel().tryReceive()).isInstanceOf(Received.Empty.class);
    assertThat(ticker.channel().size()).isZero();
  }

  @Rule(27)
  @Test
  void tryReceive_timeoutBeforeTheTick_isEmptyAndNotEarly() throws InterruptedException {
    ReceiveChannel<Instant> ticks = Ticker.every(HOUR).channel();
    long start = System.nanoTime();
    assertThat(ticks.tryReceive(Duration.ofMillis(3))).isInstanceOf(Received.Empty.class);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(3_000_000);
  }

  @Rule(27)
  @Test
  void tryReceive_tickBeforeTheTimeout_isReceived() throws InterruptedException {
    ReceiveChannel<Instant> ticks = Ticker.every(Duration.ofMillis(3)).channel();
    assertThat(ticks.tryReceive(HOUR).isValue()).isTrue();
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void receive_interruptedWhileParked_throwsAndLeavesNoResidue(ThreadKind kind) {
    Ticker ticker = Ticker.every(HOUR);
    Outcome<Instant> receiver = Threads.startParked(kind, () -> ticker.channel().receive());
    receiver.thread().interrupt();
    assertThat(receiver.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(ticker.toString()).doesNotContain("waiting");
  }

  @Rule(13)
  @Test
  void channel_always_isTheSameReceiveOnlyView() {
    Ticker ticker = Ticker.every(HOUR);
    assertThat(ticker.channel()).isSameAs(ticker.channel()).isNotInstanceOf(SendChannel.class);
    assertThat(ticker.toString()).contains("Ticker");
  }

  @Rule(41)
  @Test
  void ticker_unreferencedAndNeverStopped_isCollectable() {
    WeakReference<Ticker> ticker = new WeakReference<>(Ticker.every(INSTANT));
    GcFinalization.awaitClear(ticker);
    WeakReference<ReceiveChannel<Instant>> ticks =
        new WeakReference<>(Ticker.every(HOUR).channel());
    GcFinalization.awaitClear(ticks);
  }

  @Rule(41)
  @Test
  void channel_tickerUnreferenced_ticksOn() throws InterruptedException {
    ReceiveChannel<Instant> ticks = Ticker.every(Duration.ofMillis(1)).channel();
    GcFinalization.awaitFullGc();
    assertThat(ticks.receive()).isNotNull();
  }

  @Rule(41)
  @Test
  void tickersAndTimers_many_startNoThread() throws InterruptedException {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    int before = group.activeCount();
    List<ReceiveChannel<Instant>> channels = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      channels.add(Ticker.every(Duration.ofNanos(1 + i)).channel());
      channels.add(Timers.after(Duration.ofNanos(1 + i)));
    }
    for (ReceiveChannel<Instant> channel : channels) {
      channel.receive();
    }
    Channel<String> empty = Channel.unbuffered();
    assertThat(empty.tryReceive(Duration.ofNanos(1)).isValue()).isFalse();
    assertThat(group.activeCount()).isEqualTo(before);
  }
}
