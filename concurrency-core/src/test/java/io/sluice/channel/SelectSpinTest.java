package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Selects that have learned to spin, which takes more runs of one select than other tests have. */
@Timeout(60)
class SelectSpinTest {

  private static final int VALUES = 10_000;
  private static final long BETWEEN_INTERRUPTS_NANOS = 20_000;

  private final Channel<Integer> even = Channel.unbuffered();
  private final Channel<Integer> odd = Channel.unbuffered();

  @Rule({1, 18, 25})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_receivesWhileInterrupted_hasEachValueOnce(ThreadKind kind, TestReporter reporter) {
    Outcome<Void> sender = Threads.startRacing(kind, this::sendAll);
    Outcome<Integer> receiver = Threads.startRacing(kind, this::selectAll);
    interruptUntilDone(receiver);
    sender.result();
    reporter.publishEntry("interrupts", String.valueOf(receiver.result()));
  }

  @Rule({1, 18, 25})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_sendsWhileInterrupted_sendsEachValueOnce(ThreadKind kind, TestReporter reporter) {
    Outcome<Void> receiver = Threads.startRacing(kind, this::receiveAll);
    Outcome<Integer> sender = Threads.startRacing(kind, this::selectToSendAll);
    interruptUntilDone(sender);
    receiver.result();
    reporter.publishEntry("interrupts", String.valueOf(sender.result()));
  }

  private static void interruptUntilDone(Outcome<Integer> selecting) {
    while (!selecting.isDone() && !Thread.currentThread().isInterrupted()) {
      selecting.thread().interrupt();
      LockSupport.parkNanos(BETWEEN_INTERRUPTS_NANOS);
    }
  }

  private Channel<Integer> channelOf(int value) {
    return value % 2 == 0 ? even : odd;
  }

  private void sendAll() throws InterruptedException {
    for (int value = 0; value < VALUES; value++) {
      channelOf(value).send(value);
    }
  }

  private void receiveAll() throws InterruptedException {
    for (int value = 0; value < VALUES; value++) {
      assertThat(channelOf(value).receive()).isEqualTo(value);
    }
  }

  /** Returns how many interrupts ended a select, which then has received nothing. */
  private int selectAll() {
    ReceiveCase<Integer> fromEven = even.receiveCase();
    ReceiveCase<Integer> fromOdd = odd.receiveCase();
    int received = 0;
    int interrupts = 0;
    while (received < VALUES) {
      try {
        SelectCase<?> chosen = Select.await(fromEven, fromOdd);
        assertThat((chosen == fromEven ? fromEven : fromOdd).value()).isEqualTo(received);
        received++;
      } catch (InterruptedException e) {
        interrupts++;
      }
    }
    return interrupts;
  }

  /** The same for sending. The receiver would notice a value that is sent out of its turn. */
  private int selectToSendAll() {
    SendCase<Integer> toEven = even.sendCase(0);
    SendCase<Integer> toOdd = odd.sendCase(1);
    int sent = 0;
    int interrupts = 0;
    while (sent < VALUES) {
      toEven.value(sent + sent % 2);
      toOdd.value(sent + 1 - sent % 2);
      try {
        Select.await(toEven, toOdd);
        sent++;
      } catch (InterruptedException e) {
        interrupts++;
      }
    }
    return interrupts;
  }
}
