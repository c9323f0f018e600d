package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Time as a partner of a select: tickers, timers, and channels on which nothing ever comes. */
@Timeout(60)
class SelectTimerTest {

  private static final Duration SHORT = Duration.ofMillis(2);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Channel<String> words = Channel.unbuffered();
  private final ReceiveCase<String> word = words.receiveCase();

  @Rule({18, 40, 41})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void timer_dueWhileParked_firesNotEarlyAndOnce(ThreadKind kind) throws InterruptedException {
    Outcome<Void> selecting =
        Threads.start(
            kind,
            () -> {
              long start = System.nanoTime();
              ReceiveCase<Instant> after = Timers.after(SHORT).receiveCase();
              assertThat(Select.await(word, after)).isSameAs(after);
              assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
              assertThat(after.value()).isBeforeOrEqualTo(Instant.now());
              assertThat(Select.await(SHORT, word, after)).as("a single tick").isNull();
            });
    selecting.result();
    assertThat(words.toString()).endsWith("[open]");
  }

  @Rule({16, 40})
  @Test
  void timer_dueAlready_isReadyOnce() throws InterruptedException {
    ReceiveCase<Instant> after = Timers.after(Duration.ZERO).receiveCase();
    assertThat(Select.poll(word, after)).isSameAs(after);
    assertThat(Select.poll(word, after)).isNull();
  }

  @Rule(18)
  @Test
  void severalTimers_parked_theSoonestFires() throws InterruptedException {
    ReceiveCase<Instant> late = Timers.after(HOUR).receiveCase();
    ReceiveCase<Instant> soon = Timers.after(SHORT).receiveCase();
    ReceiveCase<Instant> ticker = Ticker.every(HOUR).channel().receiveCase();
    assertThat(Select.await(late, ticker, soon, word)).isSameAs(soon);
    assertThat(late.received()).isInstanceOf(Received.Empty.class);
  }

  @Rule({18, 41})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ticker_partnerComesFirst_leavesTheTicker(ThreadKind kind) throws InterruptedException {
    Ticker ticker = Ticker.every(HOUR);
    ReceiveCase<Instant> tick = ticker.channel().receiveCase();
    Outcome<SelectCase<?>> select = Threads.startParked(kind, () -> Select.await(tick, word));
    assertThat(ticker.toString()).contains("waiting receivers 1");
    words.send("a");
    assertThat(select.result()).isSameAs(word);
    assertThat(ticker.toString()).endsWith("[open]");
  }

  @Rule(40)
  @Test
  void ticker_inALoop_ticksAgainAndAgain() throws InterruptedException {
    ReceiveCase<Instant> tick = Ticker.every(Duration.ofMillis(1)).channel().receiveCase();
    for (int i = 0; i < 5; i++) {
      assertThat(Select.await(word, tick)).isSameAs(tick);
      assertThat(tick.value()).isBeforeOrEqualTo(Instant.now());
    }
  }

  @Rule(40)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ticker_resetSoonerWhileParked_wakesTheSelect(ThreadKind kind) {
    Ticker ticker = Ticker.every(HOUR);
    ReceiveCase<Instant> tick = ticker.channel().receiveCase();
    Outcome<SelectCase<?>> select = Threads.startParked(kind, () -> Select.await(word, tick));
    ticker.reset(SHORT);
    assertThat(select.result()).isSameAs(tick);
  }

  @Rule(40)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ticker_stopped_neverFires(ThreadKind kind) throws InterruptedException {
    Ticker ticker = Ticker.every(Duration.ofNanos(1));
    ticker.stop();
    ReceiveCase<Instant> tick = ticker.channel().receiveCase();
    assertThat(Select.poll(tick)).isNull();
    Outcome<SelectCase<?>> select = Threads.startParked(kind, () -> Select.await(tick, word));
    assertThat(select.thread().getState()).isEqualTo(Thread.State.WAITING);
    words.send("a");
    assertThat(select.result()).isSameAs(word);
  }

  @Rule({3, 40})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ticker_severalSelectsWait_eachTickServesOneInOrder(ThreadKind kind) {
    TimerChannel timer = new TimerChannel(HOUR.toNanos(), HOUR.toNanos());
    List<Outcome<SelectCase<?>>> selects = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String waiters = "waiting receivers " + (i + 1);
      selects.add(
          Threads.start(kind, () -> Select.await(words.receiveCase(), timer.receiveCase())));
      Threads.await(() -> timer.toString().contains(waiters), waiters);
    }
    for (int i = 0; i < 3; i++) {
      timer.restart(1, HOUR.toNanos());
      assertThat(((ReceiveCase<?>) selects.get(i).result()).received().isValue()).isTrue();
      assertThat(selects).filteredOn(Outcome::isDone).hasSize(i + 1);
    }
    assertThat(words.toString()).endsWith("[open]");
  }

  /**
   * A tick that is due belongs to the thread that waits for it, so the select hands it over and
   * goes on to the other case: one run wakes two threads.
   */
  @Rule({3, 18})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void dueTickOfAnother_andAParkedSender_bothAreWoken(ThreadKind kind) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      TimerChannel timer = new TimerChannel(-1, HOUR.toNanos());
      Outcome<Instant> waiting = unawareReceiver(kind, timer);
      Outcome<Void> sender = Threads.startParked(kind, () -> words.send("a"));
      Threads.await(() -> words.toString().contains("senders 1"), "the sender");
      ReceiveCase<Instant> tick = timer.receiveCase();
      // Biased, so that the select meets the tick first.
      assertThat(Select.awaitBiased(tick, word)).isSameAs(word);
      assertThat(word.value()).isEqualTo("a");
      sender.result();
      assertThat(waiting.result()).isNotNull();
      assertThat(tick.received()).isInstanceOf(Received.Empty.class);
    }
  }

  @Rule({3, 17})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void dueTickOfAnother_poll_isHandedOverAndNotTaken(ThreadKind kind) {
    TimerChannel timer = new TimerChannel(-1, HOUR.toNanos());
    Outcome<Instant> waiting = unawareReceiver(kind, timer);
    assertThat(Select.poll(timer.receiveCase(), word)).isNull();
    assertThat(waiting.result()).isNotNull();
  }

  /** A receiver that is parked at a tick that is due: its own timeout has not woken it yet. */
  private static Outcome<Instant> unawareReceiver(ThreadKind kind, TimerChannel timer) {
    return Threads.startParked(
        kind,
        () -> {
          Waiter waiter = new Waiter();
          waiter.lead();
          timer.lock();
          timer.addReceiver(waiter);
          timer.unlock();
          waiter.await(new Unaware(), null, false, 0);
          return (Instant) waiter.element;
        });
  }

  private static final class Unaware implements Waiter.Blocked {
    @Override
    public long nanosUntilDue() {
      return Long.MAX_VALUE;
    }

    @Override
    public void deliverDue() {}
  }

  // ---- never ----

  @Rule({9, 21})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void neverChannels_besideOthers_takeNoPart(ThreadKind kind) throws InterruptedException {
    ReceiveCase<String> never = Channel.<String>never().receiveCase();
    SendCase<String> neverSend = Channel.<String>never().asSend().sendCase("x");
    assertThat(Select.poll(never, neverSend)).isNull();
    assertThat(Select.await(SHORT, never, neverSend)).isNull();
    Outcome<SelectCase<?>> select =
        Threads.startParked(kind, () -> Select.await(new ManualSignal(), never, word, neverSend));
    words.send("a");
    assertThat(select.result()).isSameAs(word);
    assertThat(never.received()).isInstanceOf(Received.Empty.class);
    ReceiveCase<Instant> soon = Timers.after(SHORT).receiveCase();
    assertThat(Select.await(never, neverSend, soon)).isSameAs(soon);
  }
}
