package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.Parked;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import io.sluice.testkit.stress.ValueLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A select takes several locks, but waits for one only while it holds none. */
@Rule(28)
@Timeout(60)
class SelectLockTest {

  private final RendezvousChannel<Integer> low = new RendezvousChannel<>();
  private final RendezvousChannel<Integer> middle = new RendezvousChannel<>();
  private final RendezvousChannel<Integer> high = new RendezvousChannel<>();

  /** In this order the locks are taken. */
  private final List<RendezvousChannel<Integer>> ranked = List.of(low, middle, high);

  SelectLockTest() {
    ranked.forEach(ShortLock::rank);
  }

  private Outcome<SelectCase<?>> startSelect(ThreadKind kind) {
    SelectCase<?>[] cases = {high.receiveCase(), low.receiveCase(), middle.sendCase(1)};
    return Threads.start(kind, () -> Select.poll(cases));
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void poll_oneLockIsTaken_waitsForItHoldingNoOther(ThreadKind kind) {
    for (RendezvousChannel<Integer> taken : ranked) {
      taken.lock();
      Outcome<SelectCase<?>> select;
      try {
        select = startSelect(kind);
        Parked.awaitWithin(select.thread(), ShortLock.class);
        for (RendezvousChannel<Integer> other : ranked) {
          if (!other.equals(taken)) {
            // While the select pauses, others can use all channels but one.
            Threads.await(() -> usable(other), other.origin() + " to be free");
          }
        }
        assertThat(select.isDone()).isFalse();
      } finally {
        taken.unlock();
      }
      assertThat(select.result()).isNull();
      assertThat(ranked).allSatisfy(channel -> assertThat(channel.toString()).endsWith("[open]"));
    }
  }

  private static boolean usable(ShortLock lock) {
    boolean acquired = lock.tryLock();
    if (acquired) {
      lock.unlock();
    }
    return acquired;
  }

  /** The hand-over has happened, so an interrupt that comes while it tidies up waits. */
  @Rule({25, 28})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_interruptedWhileItLeavesAQueue_keepsTheValueAndTheStatus(ThreadKind kind) {
    ReceiveCase<Integer> winner = low.receiveCase();
    Outcome<SelectCase<?>> select =
        Threads.startParked(kind, () -> Select.await(high.receiveCase(), winner));
    high.lock();
    try {
      assertThat(low.trySend(7)).isTrue();
      Parked.awaitWithin(select.thread(), ShortLock.class);
      assertThat(low.trySend(8)).as("served once").isFalse();
      select.thread().interrupt();
      Threads.await(() -> !select.thread().isInterrupted(), "the pause to see the interrupt");
    } finally {
      high.unlock();
    }
    assertThat(select.result()).isSameAs(winner);
    assertThat(winner.value()).isEqualTo(7);
    assertThat(select.endedInterrupted()).isTrue();
    assertThat(high.toString()).endsWith("[open]");
  }

  /** All orders of cases at once: neither a deadlock nor a value lost or doubled. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void selects_inAllOrders_neverDeadlock(ThreadKind kind) {
    int rounds = 3_000;
    int[][] orders = {{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {2, 0, 1}};
    ValueLedger<Integer> ledger = new ValueLedger<>();
    List<Outcome<Void>> all = new ArrayList<>();
    for (int[] order : orders) {
      all.add(
          Threads.start(
              kind,
              () -> {
                List<ReceiveCase<Integer>> cases = new ArrayList<>();
                for (int i : order) {
                  cases.add(ranked.get(i).receiveCase());
                }
                for (int i = 0; i < rounds; i++) {
                  ledger.received((Integer) ((ReceiveCase<?>) Select.await(cases)).value());
                }
              }));
      all.add(
          Threads.start(
              kind,
              () -> {
                for (int i = 0; i < rounds; i++) {
                  int value = ThreadLocalRandom.current().nextInt(1_000_000);
                  List<SendCase<Integer>> cases = new ArrayList<>();
                  for (int j : order) {
                    cases.add(ranked.get(2 - j).sendCase(value));
                  }
                  ledger.sending(value, () -> Select.await(cases));
                }
              }));
    }
    all.forEach(Outcome::result);
    ledger.assertExactlyOnce();
    assertThat(ranked).allSatisfy(channel -> assertThat(channel.toString()).endsWith("[open]"));
  }

  /** A signal may use the channels of the select that asks it. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void await_signalUsesTheChannels_works(ThreadKind kind) {
    ManualSignal signal = new ManualSignal();
    CancelSignal meddler =
        new CancelSignal() {
          private void meddle() {
            assertThat(Threads.start(kind, () -> Select.poll(low.receiveCase())).result()).isNull();
            assertThat(high.tryReceive().isValue()).isFalse();
          }

          @Override
          public boolean isDone() {
            meddle();
            return signal.isDone();
          }

          @Override
          public InterruptedException cancellation() {
            meddle();
            return signal.cancellation();
          }

          @Override
          public Subscription unparkWhenDone(Thread thread) {
            meddle();
            return signal.unparkWhenDone(thread);
          }
        };
    Outcome<SelectCase<?>> select =
        Threads.start(kind, () -> Select.await(meddler, low.receiveCase(), high.receiveCase()));
    Threads.await(() -> signal.subscriptions() == 1, "the select to subscribe");
    signal.give();
    assertThat(select.failure()).isInstanceOf(ManualSignal.GivenException.class);
    assertThat(signal.subscriptions()).isZero();
    assertThat(ranked).allSatisfy(channel -> assertThat(channel.toString()).endsWith("[open]"));
  }
}
