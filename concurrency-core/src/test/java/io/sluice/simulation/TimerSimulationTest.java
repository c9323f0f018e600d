package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.start;
import static io.sluice.simulation.Schedules.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.Select;
import io.sluice.channel.Ticker;
import io.sluice.channel.Timers;
import io.sluice.testkit.simulation.Options;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Tickers and timers in virtual time: exact to the nanosecond, and against a stop or a reset. */
@Tag("simulation")
class TimerSimulationTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Options DEEP = exhaustive(3, "io.sluice.channel");

  @Test
  @Rule(40)
  void ticker_fastReceiver_ticksAtEachMultipleOfThePeriod(TestReporter reporter) {
    Schedules.run(
        reporter,
        () -> {
          Instant begin = Instant.now();
          ReceiveChannel<Instant> ticks = Ticker.every(HOUR).channel();
          for (int i = 1; i <= 3; i++) {
            assertThat(ticks.receive()).isEqualTo(begin.plus(HOUR.multipliedBy(i)));
            assertThat(Instant.now()).isEqualTo(begin.plus(HOUR.multipliedBy(i)));
          }
        });
  }

  @Test
  @Rule(40)
  void ticker_slowReceiver_findsOneTickAndKeepsThePhase(TestReporter reporter) {
    Schedules.run(
        reporter,
        () -> {
          Instant begin = Instant.now();
          ReceiveChannel<Instant> ticks = Ticker.every(HOUR).channel();
          Thread.sleep(Duration.ofMinutes(150));
          assertThat(ticks.size()).isEqualTo(1);
          assertThat(ticks.tryReceive().orNull()).isEqualTo(begin.plus(HOUR));
          assertThat(ticks.tryReceive().orNull()).isNull();
          assertThat(ticks.receive()).isEqualTo(begin.plus(HOUR.multipliedBy(3)));
          assertThat(Instant.now()).isEqualTo(begin.plus(HOUR.multipliedBy(3)));
        });
  }

  @Test
  @Rule({27, 40})
  void ticker_aNanosecondBeforeAndAtTheTick_isExact(TestReporter reporter) {
    Schedules.run(
        reporter,
        () -> {
          ReceiveChannel<Instant> ticks = Ticker.every(HOUR).channel();
          assertThat(ticks.tryReceive(HOUR.minusNanos(1)).orNull()).isNull();
          assertThat(ticks.size()).isZero();
          assertThat(ticks.tryReceive(Duration.ofNanos(1)).orNull()).isNotNull();
        });
  }

  @Test
  @Rule(41)
  void after_severalInOneSelect_fireInOrder(TestReporter reporter) {
    Schedules.run(
        reporter,
        () -> {
          long begin = System.nanoTime();
          ReceiveChannel<Instant> late = Timers.after(Duration.ofDays(1));
          ReceiveChannel<Instant> soon = Timers.after(Duration.ofNanos(5));
          List<String> fired = new ArrayList<>();
          for (int i = 0; i < 2; i++) {
            fired.add(
                Select.<String>of()
                    .receive(late, tick -> "late")
                    .receive(soon, tick -> "soon")
                    .run());
            fired.add(Duration.ofNanos(System.nanoTime() - begin).toString());
          }
          assertThat(fired).containsExactly("soon", "PT0.000000005S", "late", "PT24H");
          assertThat(late.tryReceive(Duration.ofDays(1000)).orNull()).isNull();
        });
  }

  /** Whoever knows that the ticker is stopped receives nothing any more. */
  @Test
  @Rule(40)
  void stop_whileTheTickIsDue_leavesNoStaleTick(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.channel"),
        () -> {
          Ticker ticker = Ticker.every(HOUR);
          boolean[] received = new boolean[2];
          Thread waiter = Thread.currentThread();
          Thread stopper =
              start(
                  () -> {
                    Thread.sleep(HOUR);
                    LockSupport.unpark(waiter); // so that both run at this instant
                    ticker.stop();
                    received[1] = ticker.channel().tryReceive(HOUR).orNull() != null;
                  });
          received[0] = ticker.channel().tryReceive(HOUR.multipliedBy(2)).orNull() != null;
          stopper.join();
          return received[0] + " " + received[1];
        },
        "true false",
        "false false");
  }

  @Test
  @Rule({3, 40})
  void ticker_twoReceivers_eachTickGoesToOne(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.channel"),
        () -> {
          Instant begin = Instant.now();
          ReceiveChannel<Instant> ticks = Ticker.every(HOUR).channel();
          long[] hours = new long[2];
          together(
              () -> hours[0] = Duration.between(begin, ticks.receive()).toHours(),
              () -> hours[1] = Duration.between(begin, ticks.receive()).toHours());
          return hours[0] + " " + hours[1] + " " + Duration.between(begin, Instant.now()).toHours();
        },
        "1 2 2",
        "2 1 2");
  }

  /** The one that waits first is the one that the others rely on to hand the tick on. */
  @Test
  @Rule({3, 25, 40})
  void ticker_firstReceiverIsInterruptedAtTheTick_otherGetsIt(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.channel"),
        () -> {
          Instant begin = Instant.now();
          ReceiveChannel<Instant> tick = Timers.after(HOUR);
          String[] results = new String[2];
          Thread first = start(() -> results[0] = receiveWithinTwoHours(tick, begin));
          Thread second = start(() -> results[1] = receiveWithinTwoHours(tick, begin));
          Thread.sleep(HOUR);
          first.interrupt();
          first.join();
          second.join();
          return String.join(", ", results);
        },
        "InterruptedException, PT1H",
        "PT1H, none");
  }

  private static String receiveWithinTwoHours(ReceiveChannel<Instant> tick, Instant begin) {
    return Schedules.outcomeOf(
        () -> {
          Instant due = tick.tryReceive(HOUR.multipliedBy(2)).orNull();
          return due == null ? "none" : Duration.between(begin, due).toString();
        });
  }

  @Test
  @Rule(40)
  void reset_receiverWaitsForALaterTick_getsTheEarlierOne(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          long begin = System.nanoTime();
          Ticker ticker = Ticker.every(Duration.ofDays(1));
          Thread resetter = start(() -> ticker.reset(Duration.ofSeconds(1)));
          ticker.channel().receive();
          resetter.join();
          return Duration.ofNanos(System.nanoTime() - begin);
        },
        "PT1S");
  }

  @Test
  @Rule(40)
  void reset_atTheTick_oldTickOrNewOne(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          long begin = System.nanoTime();
          Ticker ticker = Ticker.every(HOUR);
          Thread waiter = Thread.currentThread();
          Thread resetter =
              start(
                  () -> {
                    Thread.sleep(HOUR);
                    LockSupport.unpark(waiter); // so that both run at this instant
                    ticker.reset(HOUR.multipliedBy(2));
                  });
          ticker.channel().receive();
          Duration received = Duration.ofNanos(System.nanoTime() - begin);
          resetter.join();
          return received;
        },
        "PT1H",
        "PT3H");
  }

  @Test
  @Rule({16, 18, 40})
  void select_tickAgainstSenderAtOneInstant_takesOneAndKeepsTheOther(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(2, "io.sluice.channel"),
        () -> {
          ReceiveChannel<Instant> tick = Timers.after(HOUR);
          Channel<Integer> values = Channel.buffered(1);
          Thread waiter = Thread.currentThread();
          Thread sender =
              start(
                  () -> {
                    Thread.sleep(HOUR);
                    LockSupport.unpark(waiter); // so that both run at this instant
                    values.send(1);
                  });
          String chosen =
              Select.<String>of()
                  .receive(tick, due -> "tick")
                  .receive(values, value -> "value")
                  .run();
          sender.join();
          return chosen + " " + tick.size() + " " + values.size();
        },
        "tick 0 1",
        "value 1 0");
  }
}
