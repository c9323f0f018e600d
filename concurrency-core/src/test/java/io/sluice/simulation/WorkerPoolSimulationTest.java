package io.sluice.simulation;

import static io.sluice.simulation.Schedules.disturb;
import static io.sluice.simulation.Schedules.start;
import static io.sluice.simulation.Schedules.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SendCase;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.simulation.Fault;
import io.sluice.testkit.simulation.Strategy;
import io.sluice.testkit.stress.ValueLedger;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;

/** Workers that are told to stop in the middle: what was accepted was done, or is still there. */
@Tag("simulation")
class WorkerPoolSimulationTest {

  private static final Fault[] FAULTS = {Fault.SPURIOUS_WAKEUP, Fault.INTERRUPT};

  @RandomAndPctTest
  @Rule({18, 20, 25})
  void workers_selectJobsOrQuit_leaveTheRestInTheChannel(Strategy strategy, TestReporter reporter) {
    disturb(
        reporter,
        strategy,
        () -> {
          ValueLedger<Integer> ledger = new ValueLedger<>();
          Channel<Integer> jobs = Channel.buffered(2);
          Channel<Integer> quit = Channel.unbuffered();
          together(
              () -> sendUntilQuit(ledger, jobs, quit, 0),
              () -> sendUntilQuit(ledger, jobs, quit, 1),
              () -> receiveUntilQuit(ledger, jobs, quit),
              () -> receiveUntilQuit(ledger, jobs, quit),
              quit::close);
          jobs.closeAndDrain().forEach(ledger::received);
          ledger.assertExactlyOnce();
          ledger.assertSenderOrder();
          assertThat(jobs + " " + quit).doesNotContain("waiting");
        },
        FAULTS);
  }

  private static void sendUntilQuit(
      ValueLedger<Integer> ledger, Channel<Integer> jobs, Channel<Integer> quit, int sender) {
    SendCase<Integer> send = jobs.sendCase(0);
    ReceiveCase<Integer> stop = quit.receiveCase();
    boolean sent = true;
    for (int number = 0; sent && number < 3; number++) {
      int job = sender * 100 + number;
      sent = ledger.trySending(job, () -> Persistent.select(stop, send.value(job)) == send);
    }
  }

  private static void receiveUntilQuit(
      ValueLedger<Integer> ledger, Channel<Integer> jobs, Channel<Integer> quit) {
    ReceiveCase<Integer> job = jobs.receiveCase();
    ReceiveCase<Integer> stop = quit.receiveCase();
    while (Persistent.select(job, stop) == job) {
      ledger.received(job.value());
    }
  }

  @RandomAndPctTest
  @Rule({6, 7, 8})
  void senders_oneCloses_eachKnowsWhatWasSent(Strategy strategy, TestReporter reporter) {
    for (Channels flavour : Channels.values()) {
      disturb(
          reporter,
          strategy,
          () -> {
            ValueLedger<Integer> ledger = new ValueLedger<>();
            Channel<Integer> channel = flavour.make();
            together(
                () -> sendUntilClosed(ledger, channel, 0),
                () -> sendUntilClosed(ledger, channel, 1),
                () -> sendUntilClosed(ledger, channel, 2),
                channel::close,
                () -> Persistent.receiveAll(ledger, channel));
            ledger.assertExactlyOnce();
            ledger.assertSenderOrder();
            assertThat(channel.toString()).contains("[closed]");
          },
          FAULTS);
    }
  }

  /** The flavours that keep all values. */
  private enum Channels {
    UNBUFFERED,
    BUFFERED,
    UNLIMITED;

    Channel<Integer> make() {
      return switch (this) {
        case UNBUFFERED -> Channel.unbuffered();
        case BUFFERED -> Channel.buffered(2);
        case UNLIMITED -> Channel.unlimited();
      };
    }
  }

  private static void sendUntilClosed(
      ValueLedger<Integer> ledger, Channel<Integer> channel, int sender) {
    String outcome =
        Schedules.outcomeOf(
            () -> {
              Persistent.sendNumbered(ledger, channel, sender, 3);
              return "all sent";
            });
    assertThat(outcome).isIn("all sent", "ChannelClosedException");
  }

  /** Timeouts, a signal and interrupts end waits that are about to end well. */
  @RandomAndPctTest
  @Rule({10, 25, 27})
  void workers_signalledWithTimeouts_loseNothing(Strategy strategy, TestReporter reporter) {
    disturb(
        reporter,
        strategy,
        () -> {
          ValueLedger<Integer> ledger = new ValueLedger<>();
          Channel<Integer> jobs = Channel.unbuffered();
          ManualSignal signal = new ManualSignal();
          Thread one = start(() -> receiveUntilGiven(ledger, jobs, signal));
          Thread other = start(() -> receiveUntilGiven(ledger, jobs, signal));
          together(
              () -> offerWithTimeouts(ledger, jobs, 0),
              () -> offerWithTimeouts(ledger, jobs, 1),
              () -> {
                Thread.sleep(Duration.ofMillis(1));
                signal.give();
              });
          one.join();
          other.join();
          ledger.assertExactlyOnce();
          ledger.assertSenderOrder();
          assertThat(jobs.toString()).contains("[open]");
          assertThat(signal.subscriptions()).isZero();
        },
        Fault.SPURIOUS_WAKEUP);
  }

  private static void receiveUntilGiven(
      ValueLedger<Integer> ledger, Channel<Integer> jobs, ManualSignal signal) {
    ReceiveCase<Integer> receive = jobs.receiveCase();
    String outcome =
        Schedules.outcomeOf(
            () -> {
              while (true) {
                ledger.received(jobs.receive(signal));
                Select.await(signal, receive);
                ledger.received(receive.value());
              }
            });
    assertThat(outcome).isEqualTo("GivenException");
  }

  private static void offerWithTimeouts(
      ValueLedger<Integer> ledger, Channel<Integer> jobs, int sender) throws InterruptedException {
    for (int number = 0; number < 4; number++) {
      int job = sender * 100 + number;
      ledger.trySending(job, () -> jobs.trySend(job, Duration.ofMillis(1)));
    }
  }
}
