package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A select that has to wait: on every flavour of channel, seen directly and through views. */
@Timeout(60)
class SelectContractTest {

  private final Channel<String> other = Channel.unbuffered();
  private final ReceiveCase<String> otherReceive = other.receiveCase();
  private final SendCase<String> otherSend = other.sendCase("never sent");
  private final ManualSignal signal = new ManualSignal();

  private Outcome<SelectCase<?>> waitingSelect(Subject s, SelectCase<?> selectCase) {
    return s.startWaiting(() -> Select.await(signal, otherReceive, selectCase, otherSend));
  }

  private void assertNoResidue(Subject s) {
    assertThat(s.waitingReceivers()).isZero();
    assertThat(s.waitingSenders()).isZero();
    assertThat(other.toString()).endsWith("[open]");
    assertThat(otherReceive.received()).isInstanceOf(Received.Empty.class);
    assertThat(signal.subscriptions()).isZero();
  }

  // ---- rule 18: the first partner wins ----

  @Rule({3, 18})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_senderComes_takesItsValueAndLeavesTheOthers(Subject s) throws InterruptedException {
    ReceiveCase<Integer> receive = s.in.receiveCase();
    for (int i = 0; i < 5; i++) {
      Outcome<SelectCase<?>> select = waitingSelect(s, receive);
      assertThat(other.toString()).contains("waiting senders 1, waiting receivers 1");
      assertThat(s.out.trySend(i)).isTrue();
      assertThat(select.result()).isSameAs(receive);
      assertThat(receive.value()).isEqualTo(i);
      assertThat(s.channel.size()).isZero();
      assertNoResidue(s);
    }
  }

  @Rule({2, 18})
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void send_receiverComes_handsOverAndLeavesTheOthers(Subject s) throws InterruptedException {
    int buffered = s.fill();
    SendCase<Integer> send = s.out.sendCase(buffered);
    Outcome<SelectCase<?>> select = waitingSelect(s, send);
    for (int i = 0; i <= buffered; i++) {
      assertThat(s.in.receive()).isEqualTo(i);
    }
    assertThat(select.result()).isSameAs(send);
    assertThat(s.in.tryReceive().isValue()).isFalse();
    assertNoResidue(s);
  }

  @Rule({3, 18})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_amongPlainReceivers_standsInTheSameQueue(Subject s) throws InterruptedException {
    Outcome<Integer> before = s.waitingReceiver();
    ReceiveCase<Integer> receive = s.in.receiveCase();
    Outcome<SelectCase<?>> select = waitingSelect(s, receive);
    Outcome<Integer> after = s.waitingReceiver();
    for (int i = 0; i < 3; i++) {
      s.out.send(i);
    }
    assertThat(before.result()).isEqualTo(0);
    assertThat(select.result()).isSameAs(receive);
    assertThat(receive.value()).isEqualTo(1);
    assertThat(after.result()).isEqualTo(2);
  }

  // ---- rule 20: close while parked ----

  @Rule({6, 20})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_closedWhileParked_firesAsClosed(Subject s) {
    Exception cause = new Exception("why");
    ReceiveCase<Integer> receive = s.in.receiveCase();
    Outcome<SelectCase<?>> select = waitingSelect(s, receive);
    s.out.close(cause);
    assertThat(select.result()).isSameAs(receive);
    assertThat(receive.received()).isEqualTo(new Received.Closed<>(cause));
    assertThatExceptionOfType(ChannelClosedException.class).isThrownBy(receive::value);
    assertNoResidue(s);
  }

  @Rule({6, 20})
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void send_closedWhileParked_throwsAndDeliversNothing(Subject s) {
    int buffered = s.fill();
    Exception cause = new Exception("why");
    Outcome<SelectCase<?>> select = waitingSelect(s, s.out.sendCase(-1));
    s.out.close(cause);
    assertThat(select.failure())
        .isExactlyInstanceOf(ChannelClosedException.class)
        .hasMessageContaining("send on closed channel")
        .hasCause(cause);
    assertThat(s.channel.closeAndDrain()).hasSize(buffered).doesNotContain(-1);
    assertNoResidue(s);
  }

  // ---- rule 25: interrupt and cancellation transfer nothing ----

  @Rule({18, 25})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_interruptedWhileParked_throwsAndLeavesNoResidue(Subject s) {
    Outcome<SelectCase<?>> select = waitingSelect(s, s.in.receiveCase());
    select.thread().interrupt();
    assertThat(select.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(select.endedInterrupted()).isFalse();
    assertNoResidue(s);
  }

  @Rule({18, 25})
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void send_signalGivenWhileParked_throwsAndKeepsValue(Subject s) {
    int buffered = s.fill();
    Outcome<SelectCase<?>> select = waitingSelect(s, s.out.sendCase(-1));
    assertThat(signal.subscriptions()).isEqualTo(1);
    signal.give();
    assertThat(select.failure()).isInstanceOf(ManualSignal.GivenException.class);
    assertThat(s.channel.closeAndDrain()).hasSize(buffered).doesNotContain(-1);
    assertNoResidue(s);
  }

  @Rule({18, 25})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_strayUnpark_waitsOn(Subject s) {
    ReceiveCase<Integer> receive = s.in.receiveCase();
    Outcome<SelectCase<?>> select = waitingSelect(s, receive);
    LockSupport.unpark(select.thread());
    Threads.awaitParked(select.thread());
    assertThat(s.out.trySend(1)).isTrue();
    assertThat(select.result()).isSameAs(receive);
  }

  // ---- rule 26: a done signal and an interrupt come first ----

  @Rule({25, 26})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ready_signalDone_throwsItsExceptionAndRunsNothing(ThreadKind kind)
      throws InterruptedException {
    Channel<Integer> ready = Channel.buffered(2);
    ready.send(1);
    signal.give();
    for (boolean biased : new boolean[] {false, true}) {
      Outcome<SelectCase<?>> select =
          Threads.start(
              kind,
              () -> {
                Thread.currentThread().interrupt();
                return biased
                    ? Select.awaitBiased(signal, ready.receiveCase(), ready.sendCase(2))
                    : Select.await(signal, ready.receiveCase(), ready.sendCase(2));
              });
      assertThat(select.failure()).isInstanceOf(ManualSignal.GivenException.class);
      assertThat(select.endedInterrupted()).as("the status is kept").isTrue();
    }
    assertThat(ready.closeAndDrain()).containsExactly(1);
  }

  @Rule(25)
  @ParameterizedTest
  @EnumSource(SelectForm.class)
  void ready_interruptedOnEntry_throwsUnlessAPoll(SelectForm form) throws InterruptedException {
    Channel<Integer> ready = Channel.buffered(1);
    ready.send(1);
    ReceiveCase<Integer> receive = ready.receiveCase();
    Thread.currentThread().interrupt();
    if (form.name().startsWith("POLL")) {
      assertThat(form.run(receive)).isSameAs(receive);
      assertThat(Thread.interrupted()).isTrue();
    } else {
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> form.run(receive));
      assertThat(Thread.interrupted()).isFalse();
      assertThat(ready.size()).isEqualTo(1);
    }
  }

  // ---- rule 21: nothing to wait for ----

  @Rule({9, 21})
  @ParameterizedTest
  @MethodSource(SelectForm.WAITING)
  void noCaseEnabled_waiting_isInterruptible(SelectForm form) {
    SelectCase<?>[][] nothings = {
      {},
      {Channel.<String>never().receiveCase(), Channel.<String>never().sendCase("x")},
      {other.receiveCase().enabled(false), other.sendCase("x").enabled(false)}
    };
    for (ThreadKind kind : ThreadKind.values()) {
      for (SelectCase<?>[] nothing : nothings) {
        Outcome<SelectCase<?>> select = Threads.startParked(kind, () -> form.run(nothing));
        LockSupport.unpark(select.thread());
        Threads.awaitParked(select.thread());
        select.thread().interrupt();
        assertThat(select.failure()).isExactlyInstanceOf(InterruptedException.class);
      }
    }
  }

  @Rule({21, 25})
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void noCaseEnabled_signalGiven_throwsItsException(ThreadKind kind) {
    Outcome<SelectCase<?>> empty = Threads.startParked(kind, () -> Select.await(signal));
    Outcome<SelectCase<?>> never =
        Threads.startParked(
            kind, () -> Select.awaitBiased(signal, Channel.<String>never().receiveCase()));
    signal.give();
    assertThat(empty.failure()).isInstanceOf(ManualSignal.GivenException.class);
    assertThat(never.failure()).isInstanceOf(ManualSignal.GivenException.class);
    assertThat(signal.subscriptions()).isZero();
  }
}
