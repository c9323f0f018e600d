package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.idle;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.Select;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Timeouts of channels and select in virtual time: not a nanosecond early, and none late. */
@Tag("simulation")
class TimeoutSimulationTest {

  private static final Options DEEP = exhaustive(3, "io.sluice.channel");

  private static final List<Duration> TIMEOUTS =
      List.of(
          Duration.ofNanos(1),
          Duration.ofNanos(999_999),
          Duration.ofMillis(1),
          Duration.ofSeconds(1, 1),
          Duration.ofDays(365));

  private static final List<Duration> NONE =
      List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE));

  @Test
  @Rule(27)
  void tryReceive_nobodySends_givesUpAtTheNanosecond(TestReporter reporter) {
    Schedules.run(
        reporter,
        () -> {
          for (Channel<Integer> channel : emptyChannels()) {
            for (Duration timeout : TIMEOUTS) {
              assertThat(time(() -> channel.tryReceive(timeout).orNull())).isEqualTo(timeout);
            }
            for (Duration none : NONE) {
              assertThat(time(() -> channel.tryReceive(none).orNull())).isZero();
            }
            assertThat(channel.toString()).doesNotContain("waiting");
          }
        });
  }

  private static List<Channel<Integer>> emptyChannels() {
    return List.of(
        Channel.unbuffered(),
        Channel.buffered(3),
        Channel.unlimited(),
        Channel.conflated(),
        Channel.never());
  }

  @Test
  @Rule(27)
  void trySend_nobodyReceives_givesUpAtTheNanosecond(TestReporter reporter) {
    Schedules.run(
        reporter,
        () -> {
          Channel<Integer> full = Channel.buffered(1);
          full.send(0);
          for (Channel<Integer> channel :
              List.<Channel<Integer>>of(Channel.unbuffered(), full, Channel.never())) {
            for (Duration timeout : TIMEOUTS) {
              assertThat(time(() -> channel.trySend(1, timeout) ? 1 : null)).isEqualTo(timeout);
            }
            for (Duration none : NONE) {
              assertThat(time(() -> channel.trySend(1, none) ? 1 : null)).isZero();
            }
            assertThat(channel.toString()).doesNotContain("waiting");
          }
        });
  }

  @Test
  @Rule(27)
  void select_nothingReady_givesUpAtTheNanosecond(TestReporter reporter) {
    Schedules.run(
        reporter,
        () -> {
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.buffered(1);
          for (Duration timeout : TIMEOUTS) {
            assertThat(time(() -> Select.await(timeout, a.sendCase(1), b.receiveCase())))
                .isEqualTo(timeout);
          }
          for (Duration none : NONE) {
            assertThat(time(() -> Select.await(none, a.sendCase(1), b.receiveCase()))).isZero();
          }
          assertThat(idle(a, b)).isTrue();
        });
  }

  /** How much time passes until a call returns null. */
  private static Duration time(Callable<?> call) throws Exception {
    long begin = System.nanoTime();
    assertThat(call.call()).isNull();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  @Rule(27)
  void tryReceive_longestTimeout_doesNotOverflow(TestReporter reporter) {
    Schedules.run(
        reporter,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          Integer[] received = new Integer[1];
          Thread receiver =
              start(
                  () ->
                      received[0] =
                          channel.tryReceive(Duration.ofSeconds(Long.MAX_VALUE)).orNull());
          Thread.sleep(Duration.ofDays(36_500));
          Simulation.settle();
          assertThat(receiver.isAlive()).isTrue();
          channel.send(1);
          receiver.join();
          assertThat(received[0]).isEqualTo(1);
        });
  }

  /**
   * The partner arrives at the very nanosecond. Timeouts of one instant end one after the other,
   * each once nobody can run: so the partner wakes the waiter itself, for the two to race.
   */
  @Test
  @Rule({10, 27})
  void tryReceive_senderAtTheDeadline_handsOverOrNot(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          boolean[] sent = new boolean[1];
          Thread waiter = Thread.currentThread();
          Thread sender =
              start(
                  () -> {
                    Thread.sleep(Duration.ofHours(1));
                    LockSupport.unpark(waiter);
                    sent[0] = channel.trySend(1);
                  });
          Integer received = channel.tryReceive(Duration.ofHours(1)).orNull();
          sender.join();
          return received + " " + sent[0] + " " + idle(channel);
        },
        "1 true true",
        "null false true");
  }

  @Test
  @Rule({10, 27})
  void trySend_receiverAtTheDeadline_handsOverOrNot(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          Integer[] received = new Integer[1];
          Thread waiter = Thread.currentThread();
          Thread receiver =
              start(
                  () -> {
                    Thread.sleep(Duration.ofHours(1));
                    LockSupport.unpark(waiter);
                    received[0] = channel.tryReceive().orNull();
                  });
          boolean sent = channel.trySend(2, Duration.ofHours(1));
          receiver.join();
          return received[0] + " " + sent + " " + channel.tryReceive().orNull();
        },
        "1 true 2",
        "1 false null");
  }

  /** Both wait for the same time: they meet, whoever came first, and never at the deadline only. */
  @Test
  @Rule({10, 27})
  void timedOperations_bothWait_alwaysMeet(TestReporter reporter) {
    outcomes(
        reporter,
        DEEP,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          long begin = System.nanoTime();
          boolean[] sent = new boolean[1];
          Thread sender = start(() -> sent[0] = channel.trySend(1, Duration.ofHours(1)));
          Integer received = channel.tryReceive(Duration.ofHours(1)).orNull();
          sender.join();
          return received + " " + sent[0] + " " + (System.nanoTime() - begin);
        },
        "1 true 0");
  }
}
