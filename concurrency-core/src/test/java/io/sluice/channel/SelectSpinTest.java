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
    ReceiveCase<Integer> fromEven = even.receiveCase();
    ReceiveCase<Integer> fromOdd = odd.receiveCase();
    interruptSelects(
        kind,
        reporter,
        value -> channelOf(value).send(value),
        value -> {
          SelectCase<?> chosen = Select.await(fromEven, fromOdd);
          assertThat((chosen == fromEven ? fromEven : fromOdd).value()).isEqualTo(value);
        });
  }

  /** The receiver would notice a value that is sent out of its turn. */
  @Rule({1, 18, 25})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_sendsWhileInterrupted_sendsEachValueOnce(ThreadKind kind, TestReporter reporter) {
    SendCase<Integer> toEven = even.sendCase(0);
    SendCase<Integer> toOdd = odd.sendCase(1);
    interruptSelects(
        kind,
        reporter,
        value -> assertThat(channelOf(value).receive()).isEqualTo(value),
        value -> Select.await(toEven.value(value + value % 2), toOdd.value(value + 1 - value % 2)));
  }

  private Channel<Integer> channelOf(int value) {
    return value % 2 == 0 ? even : odd;
  }

  private static void interruptSelects(
      ThreadKind kind,
      TestReporter reporter,
      ThrowingConsumer<Integer, InterruptedException> partner,
      ThrowingConsumer<Integer, InterruptedException> select) {
    Outcome<Integer> other = Threads.startRacing(kind, () -> transferAll(partner));
    Outcome<Integer> selecting = Threads.startRacing(kind, () -> transferAll(select));
    while (!selecting.isDone() && !Thread.currentThread().isInterrupted()) {
      selecting.thread().interrupt();
      LockSupport.parkNanos(BETWEEN_INTERRUPTS_NANOS);
    }
    reporter.publishEntry("interrupts", String.valueOf(selecting.result()));
    assertThat(other.result()).as("interrupts of the partner").isZero();
  }

  /** Returns how many interrupts ended a transfer, which was then tried again with its value. */
  private static int transferAll(ThrowingConsumer<Integer, InterruptedException> transfer) {
    int interrupts = 0;
    for (int value = 0; value < VALUES; ) {
      try {
        transfer.accept(value);
        value++;
      } catch (InterruptedException e) {
        interrupts++;
      }
    }
    return interrupts;
  }
}
