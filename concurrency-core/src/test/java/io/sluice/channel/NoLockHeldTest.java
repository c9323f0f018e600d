package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The lock is never held while user code runs or a thread waits. What a loop's body may do is
 * tested with the loops.
 */
@Rule(28)
@Timeout(60)
class NoLockHeldTest {

  /** Uses the channel in all that it is asked, from its own and from another thread. */
  private static final class Meddler implements CancelSignal {
    private final Subject subject;
    private final ManualSignal signal = new ManualSignal();

    Meddler(Subject subject) {
      this.subject = subject;
    }

    private void meddle() {
      assertThat(subject.in.size()).isZero();
      assertThat(subject.start(() -> subject.in.tryReceive().isValue()).result()).isFalse();
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
      Subscription subscription = signal.unparkWhenDone(thread);
      return () -> {
        meddle();
        subscription.close();
      };
    }
  }

  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_signalUsesTheChannel_worksAndWaits(Subject s) {
    Meddler meddler = new Meddler(s);
    Outcome<Integer> receiver = s.startWaiting(() -> s.in.receive(meddler));
    meddler.signal.give();
    assertThat(receiver.failure()).isInstanceOf(ManualSignal.GivenException.class);
    assertThat(meddler.signal.subscriptions()).isZero();
  }

  /** Elements are opaque: no operation calls into them. */
  private static final class Untouchable {
    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals was called");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hashCode was called");
    }

    @Override
    public String toString() {
      throw new AssertionError("toString was called");
    }
  }

  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void allOperations_elements_areNeverLookedInto(Subject s) throws InterruptedException {
    Channel<Untouchable> channel = s.flavour.make();
    Untouchable element = new Untouchable();
    Outcome<Untouchable> receiver = s.start(() -> channel.receive());
    channel.send(element);
    assertThat(receiver.result()).isSameAs(element);
    boolean buffered = channel.trySend(element);
    assertThat(channel.toString()).isNotEmpty();
    assertThat(channel.tryReceive().isValue()).isEqualTo(buffered);
    channel.trySend(element);
    assertThat(channel.closeAndDrain().size()).isEqualTo(buffered ? 1 : 0);
  }

  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void othersWait_operationsThatNeedNotWait_areNotHeldUp(Subject s) {
    Outcome<Received<Integer>> receiver =
        s.startWaiting(() -> s.in.tryReceive(Duration.ofMinutes(5)));
    assertThat(s.in.tryReceive()).isInstanceOf(Received.Empty.class);
    assertThat(s.in.size()).isZero();
    assertThat(s.channel.toString()).contains("waiting receivers 1");
    assertThat(s.out.trySend(1)).isTrue();
    assertThat(receiver.result()).isEqualTo(new Received.Value<>(1));
    if (s.flavour.sendersWait()) {
      s.fill();
      Outcome<Void> sender = s.waitingSender(-1);
      assertThat(s.out.trySend(-2)).isFalse();
      assertThat(s.out.size()).isEqualTo(s.flavour.capacity());
      s.out.close();
      assertThat(sender.failure()).isInstanceOf(ChannelClosedException.class);
    }
  }

  /** A report of why nothing moves must not wait for who does not move. */
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void toString_lockHeldByAnother_doesNotWait(Subject s) {
    if (s.channel instanceof AbstractChannel<?> channel) {
      channel.lock();
      try {
        assertThat(s.start(channel::toString).result()).endsWith("[in use]");
      } finally {
        channel.unlock();
      }
    }
  }
}
