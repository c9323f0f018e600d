package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testing.ManualSignal.GivenException;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A given signal ends a call, before it looks at the channel or while it waits. */
@Timeout(60)
class CancelSignalTest {

  private final ManualSignal signal = new ManualSignal();

  private List<Callable<?>> receives(Subject s) {
    return List.of(
        () -> s.in.receive(signal),
        () -> s.in.receiveOrClosed(signal),
        () -> {
          s.in.forEach(signal, value -> {});
          return null;
        });
  }

  private Callable<Void> send(Subject s, int value) {
    return () -> {
      s.out.send(signal, value);
      return null;
    };
  }

  @Rule({25, 26})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_signalDone_throwsThoughTheChannelIsReady(Subject s) {
    boolean buffered = s.out.trySend(1);
    Outcome<Void> sender = buffered ? null : s.waitingSender(1);
    signal.give();
    for (Callable<?> receive : receives(s)) {
      assertThatExceptionOfType(GivenException.class).isThrownBy(receive::call);
    }
    assertThat(s.in.tryReceive()).isEqualTo(new Received.Value<>(1));
    if (sender != null) {
      sender.result();
    }
    s.out.close();
    for (Callable<?> receive : receives(s)) {
      assertThatExceptionOfType(GivenException.class).isThrownBy(receive::call);
    }
    assertThat(signal.subscriptions()).isZero();
  }

  @Rule({25, 26})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void send_signalDone_throwsThoughTheChannelIsReady(Subject s) throws InterruptedException {
    Outcome<Integer> receiver = s.waitingReceiver();
    signal.give();
    assertThatExceptionOfType(GivenException.class).isThrownBy(() -> s.out.send(signal, -1));
    s.out.send(1);
    assertThat(receiver.result()).isEqualTo(1);
    assertThatExceptionOfType(GivenException.class).isThrownBy(() -> s.out.send(signal, -1));
    assertThat(s.in.tryReceive()).isInstanceOf(Received.Empty.class);
    s.out.close();
    assertThatExceptionOfType(GivenException.class).isThrownBy(() -> s.out.send(signal, -1));
  }

  @Rule(26)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_signalDoneAndInterrupted_throwsTheSignalsAndKeepsTheStatus(Subject s) {
    signal.give();
    Outcome<Integer> outcome =
        s.start(
            () -> {
              Thread.currentThread().interrupt();
              return s.in.receive(signal);
            });
    assertThat(outcome.failure()).isInstanceOf(GivenException.class);
    assertThat(outcome.endedInterrupted()).isTrue();
  }

  @Rule(25)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_signalGivenWhileParked_throwsAndLeavesNoResidue(Subject s) {
    List<Outcome<?>> receivers = new ArrayList<>();
    for (Callable<?> receive : receives(s)) {
      receivers.add(s.startWaiting(receive));
    }
    Outcome<Integer> other = s.startWaiting(() -> s.in.receive(new ManualSignal()));
    assertThat(signal.subscriptions()).isEqualTo(receivers.size());
    signal.give();
    for (Outcome<?> receiver : receivers) {
      assertThat(receiver.failure()).isInstanceOf(GivenException.class);
      assertThat(receiver.endedInterrupted()).isFalse();
    }
    assertThat(signal.subscriptions()).isZero();
    assertThat(s.waitingReceivers()).isEqualTo(1);
    assertThat(s.out.trySend(7)).isTrue();
    assertThat(other.result()).isEqualTo(7);
  }

  @Rule(25)
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void send_signalGivenWhileParked_throwsAndKeepsValue(Subject s) {
    int buffered = s.fill();
    Outcome<Void> sender = s.startWaiting(send(s, -1));
    assertThat(signal.subscriptions()).isEqualTo(1);
    signal.give();
    assertThat(sender.failure()).isInstanceOf(GivenException.class);
    assertThat(sender.endedInterrupted()).isFalse();
    assertThat(s.waitingSenders()).isZero();
    assertThat(signal.subscriptions()).isZero();
    assertThat(s.channel.closeAndDrain())
        .containsExactlyElementsOf(IntStream.range(0, buffered).boxed().toList());
  }

  @Rule(25)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_interruptedWhileParkedWithASignal_throwsAPlainOneAndUnsubscribes(Subject s) {
    Outcome<Integer> receiver = s.startWaiting(() -> s.in.receive(signal));
    receiver.thread().interrupt();
    assertThat(receiver.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(signal.subscriptions()).isZero();
  }

  @Rule(25)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_servedWhileParkedWithASignal_unsubscribes(Subject s) throws InterruptedException {
    Outcome<Integer> receiver = s.startWaiting(() -> s.in.receive(signal));
    s.out.send(signal, 7);
    assertThat(receiver.result()).isEqualTo(7);
    assertThat(signal.subscriptions()).isZero();
  }

  @Rule(25)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_signalRacesWithHandOver_endsOneWayOnly(Subject s) throws Exception {
    for (int i = 0; i < 50; i++) {
      int value = i;
      ManualSignal mine = new ManualSignal();
      Outcome<Integer> receiver = s.startWaiting(() -> s.in.receive(mine));
      Outcome<Boolean> sender = s.startRacing(() -> s.out.trySend(value));
      mine.give();
      boolean sent = sender.result();
      Received<Integer> left = s.in.tryReceive();
      if (sent && !left.isValue()) {
        assertThat(receiver.result()).isEqualTo(value);
      } else {
        assertThat(receiver.failure()).isInstanceOf(GivenException.class);
        assertThat(left.isValue()).as("kept for others").isEqualTo(sent);
      }
      assertThat(s.waitingReceivers()).isZero();
      assertThat(mine.subscriptions()).isZero();
    }
  }

  @Rule(25)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_strayUnparks_waitsOn(Subject s) throws InterruptedException {
    Outcome<Integer> receiver = s.startWaiting(() -> s.in.receive(signal));
    for (int i = 0; i < 20; i++) {
      LockSupport.unpark(receiver.thread());
    }
    Threads.awaitParked(receiver.thread());
    assertThat(s.waitingReceivers()).isEqualTo(1);
    s.out.send(7);
    assertThat(receiver.result()).isEqualTo(7);
  }
}
