package io.sluice.simulation;

import static io.sluice.simulation.Schedules.disturb;
import static io.sluice.simulation.Schedules.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.channel.Ticker;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Strategy;
import io.sluice.testkit.stress.ValueLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;

/** What forgets values on purpose, disturbed: the latest one is never among them. */
@Tag("simulation")
class ConflatedSimulationTest {

  @RandomAndPctTest
  @Rule({7, 25})
  void conflated_twoSendersTwoReceivers_latestArrives(Strategy strategy, TestReporter reporter) {
    disturb(
        reporter,
        strategy,
        () -> {
          ValueLedger<Integer> ledger = new ValueLedger<>();
          Channel<Integer> channel = Channel.conflated();
          List<Integer> last = new ArrayList<>();
          together(
              () -> Persistent.receiveAll(ledger, channel),
              () -> Persistent.receiveAll(ledger, channel),
              () -> {
                together(
                    () -> Persistent.sendNumbered(ledger, channel, 0, 3),
                    () -> Persistent.sendNumbered(ledger, channel, 1, 3));
                last.addAll(channel.closeAndDrain());
                last.forEach(ledger::received);
              });
          ledger.assertAtMostOnce();
          ledger.assertSenderOrder();
          assertThat(ledger.receivedCount()).isPositive();
          assertThat(last).hasSizeLessThanOrEqualTo(1);
        },
        Fault.SPURIOUS_WAKEUP);
  }

  @RandomAndPctTest
  void conflated_oneSender_receiverEndsWithTheLast(Strategy strategy, TestReporter reporter) {
    disturb(
        reporter,
        strategy,
        () -> {
          Channel<Integer> channel = Channel.conflated();
          List<Integer> received = new ArrayList<>();
          together(
              () -> {
                for (int i = 1; i <= 5; i++) {
                  Persistent.send(channel, i);
                }
                channel.close();
              },
              () -> Persistent.forEach(channel, received::add));
          assertThat(received).isSorted().doesNotHaveDuplicates().endsWith(5);
        },
        Fault.SPURIOUS_WAKEUP,
        Fault.INTERRUPT);
  }

  /**
   * Delays make receivers miss ticks: what they get keeps the phase, and each tick has one owner.
   */
  @RandomAndPctTest
  @Rule({3, 18, 40})
  void ticker_twoReceiversDelayed_ticksKeepThePhase(Strategy strategy, TestReporter reporter) {
    disturb(
        reporter,
        strategy,
        () -> {
          Instant begin = Instant.now();
          Ticker ticker = Ticker.every(Duration.ofMinutes(1));
          Channel<Integer> values = Channel.unbuffered();
          List<Instant> alone = new ArrayList<>();
          List<Instant> selected = new ArrayList<>();
          together(
              () -> {
                for (int i = 0; i < 3; i++) {
                  alone.add(ticker.channel().receive());
                }
              },
              () -> {
                ReceiveCase<Instant> tick = ticker.channel().receiveCase();
                ReceiveCase<Integer> value = values.receiveCase();
                for (int i = 0; i < 4; i++) {
                  SelectCase<?> choice = Select.await(tick, value);
                  if (choice == tick) {
                    selected.add(tick.value());
                  }
                }
              },
              () -> values.trySend(1, Duration.ofSeconds(150)));
          List<Instant> all = new ArrayList<>(alone);
          all.addAll(selected);
          assertThat(alone).isSorted();
          assertThat(selected).isSorted();
          assertThat(all).doesNotHaveDuplicates();
          assertThat(all)
              .allMatch(tick -> tick.isAfter(begin) && !tick.isAfter(Instant.now()))
              .allMatch(tick -> Duration.between(begin, tick).toNanos() % 60_000_000_000L == 0);
          ticker.stop();
          assertThat(ticker.channel().tryReceive(Duration.ofDays(1)).orNull()).isNull();
        },
        Fault.SPURIOUS_WAKEUP);
  }
}
