package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A signal that breaks its contract by throwing loses no value and leaves no waiter behind. */
@Rule(25)
@Timeout(60)
class FailingSignalTest {

  /** Fails when a call subscribes, or when it unsubscribes. */
  private record FailingSignal(BooleanSupplier failsToSubscribe) implements CancelSignal {
    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public InterruptedException cancellation() {
      return new ManualSignal.GivenException();
    }

    @Override
    public Subscription unparkWhenDone(Thread thread) {
      if (failsToSubscribe.getAsBoolean()) {
        throw new IllegalStateException("subscribe");
      }
      return () -> {
        throw new IllegalStateException("unsubscribe");
      };
    }
  }

  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_subscribingFails_throwsAndLeavesNoResidue(Subject s) {
    Outcome<Integer> receiver = s.start(() -> s.in.receive(new FailingSignal(() -> true)));
    assertThat(receiver.failure()).isInstanceOf(IllegalStateException.class);
    assertThat(s.waitingReceivers()).isZero();
    assertThat(s.out.trySend(1)).isEqualTo(s.flavour.buffers());
  }

  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_servedThenSubscribingFails_returnsTheValue(Subject s) {
    FailingSignal servedMeanwhile = new FailingSignal(() -> s.out.trySend(7));
    Outcome<Integer> receiver = s.start(() -> s.in.receive(servedMeanwhile));
    assertThat(receiver.result()).isEqualTo(7);
    assertThat(s.in.tryReceive()).isInstanceOf(Received.Empty.class);
  }

  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_servedThenUnsubscribingFails_returnsTheValue(Subject s) throws InterruptedException {
    Outcome<Integer> receiver = s.startWaiting(() -> s.in.receive(new FailingSignal(() -> false)));
    s.out.send(7);
    assertThat(receiver.result()).isEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void send_subscribingFails_throwsAndKeepsValue(Subject s) {
    int buffered = s.fill();
    Outcome<Void> sender = s.start(() -> s.out.send(new FailingSignal(() -> true), -1));
    assertThat(sender.failure()).isInstanceOf(IllegalStateException.class);
    assertThat(s.waitingSenders()).isZero();
    assertThat(s.channel.closeAndDrain()).hasSize(buffered).doesNotContain(-1);
  }
}
