package io.sluice.simulation;

import static io.sluice.simulation.Schedules.disturb;
import static io.sluice.simulation.Schedules.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.SelectCase;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Strategy;
import io.sluice.testkit.stress.ValueLedger;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;

/** Pipelines, fan-out and fan-in, disturbed: no value is lost, doubled, invented or overtaken. */
@Tag("simulation")
class PipelineSimulationTest {

  private static final Fault[] FAULTS = {Fault.SPURIOUS_WAKEUP, Fault.INTERRUPT};

  @RandomAndPctTest
  @Rule({2, 7, 25})
  void pipeline_threeFlavours_keepsOrder(Strategy strategy, TestReporter reporter) {
    disturb(
        reporter,
        strategy,
        () -> {
          ValueLedger<Integer> ledger = new ValueLedger<>();
          Channel<Integer> first = Channel.unbuffered();
          Channel<Integer> second = Channel.buffered(1);
          Channel<Integer> third = Channel.unlimited();
          together(
              () -> sendNumberedAndClose(ledger, first, 0, 4),
              () -> pass(first, second),
              () -> pass(second, third),
              () -> Persistent.receiveAll(ledger, third));
          ledger.assertExactlyOnce();
          ledger.assertSenderOrder();
        },
        FAULTS);
  }

  private static void pass(Channel<Integer> from, Channel<Integer> to) {
    Persistent.forEach(from, value -> Persistent.send(to, value));
    to.close();
  }

  private static void sendNumberedAndClose(
      ValueLedger<Integer> ledger, Channel<Integer> channel, int sender, int count) {
    Persistent.sendNumbered(ledger, channel, sender, count);
    channel.close();
  }

  @RandomAndPctTest
  @Rule({2, 3, 25})
  void fanOutFanIn_threeWorkers_loseNothing(Strategy strategy, TestReporter reporter) {
    disturb(
        reporter,
        strategy,
        () -> {
          ValueLedger<Integer> ledger = new ValueLedger<>();
          Channel<Integer> jobs = Channel.buffered(2);
          Channel<Integer> results = Channel.unbuffered();
          AtomicInteger working = new AtomicInteger(3);
          Schedules.Task worker =
              () -> {
                Persistent.forEach(jobs, job -> Persistent.send(results, job));
                if (working.decrementAndGet() == 0) {
                  results.close();
                }
              };
          together(
              worker,
              worker,
              worker,
              () -> sendNumberedAndClose(ledger, jobs, 0, 6),
              () -> Persistent.receiveAll(ledger, results));
          ledger.assertExactlyOnce();
        },
        FAULTS);
  }

  /** The merging select disables the case of each source that has ended. */
  @RandomAndPctTest
  @Rule({18, 20, 21, 25})
  void fanIn_bySelectUntilAllAreClosed_keepsOrderOfEach(Strategy strategy, TestReporter reporter) {
    disturb(
        reporter,
        strategy,
        () -> {
          ValueLedger<Integer> ledger = new ValueLedger<>();
          Channel<Integer> a = Channel.unbuffered();
          Channel<Integer> b = Channel.buffered(2);
          together(
              () -> sendNumberedAndClose(ledger, a, 0, 4),
              () -> sendNumberedAndClose(ledger, b, 1, 4),
              () -> merge(ledger, a.receiveCase(), b.receiveCase()));
          ledger.assertExactlyOnce();
          ledger.assertSenderOrder();
          assertThat(a + " " + b).doesNotContain("waiting");
        },
        FAULTS);
  }

  private static void merge(
      ValueLedger<Integer> ledger, ReceiveCase<Integer> a, ReceiveCase<Integer> b) {
    while (a.isEnabled() || b.isEnabled()) {
      SelectCase<?> choice = Persistent.select(a, b);
      ReceiveCase<Integer> chosen = choice == a ? a : b;
      if (chosen.isClosed()) {
        chosen.enabled(false);
      } else {
        ledger.received(chosen.value());
      }
    }
  }
}
