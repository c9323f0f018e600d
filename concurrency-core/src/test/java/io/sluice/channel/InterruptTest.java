package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An interrupted operation has transferred nothing; one that was faster keeps the status set. */
@Timeout(60)
class InterruptTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** Every form of receive that may wait. */
  private static List<Callable<?>> receives(Subject s) {
    return List.of(
        () -> s.in.receive(),
        () -> s.in.receive(new ManualSignal()),
        () -> s.in.receiveOrClosed(),
        () -> s.in.receiveOrClosed(new ManualSignal()),
        () -> s.in.tryReceive(LONG));
  }

  /** Every form of send that may wait. */
  private static List<Callable<?>> sends(Subject s, int value) {
    return List.of(
        () -> {
          s.out.send(value);
          return null;
        },
        () -> {
          s.out.send(new ManualSignal(), value);
          return null;
        },
        () -> s.out.trySend(value, LONG));
  }

  @Rule(25)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void anyWaitingForm_interruptedOnEntry_throwsThoughReadyAndTransfersNothing(Subject s) {
    List<Callable<?>> calls = new ArrayList<>();
    calls.addAll(sends(s, -1));
    calls.add(() -> s.out.trySend(-1, Duration.ZERO));
    assertInterruptedOnEntry(s, calls);
    assertThat(s.in.tryReceive()).isInstanceOf(Received.Empty.class);

    boolean buffered = s.out.trySend(1);
    assertInterruptedOnEntry(s, receives(s));
    assertInterruptedOnEntry(s, List.of(() -> s.in.tryReceive(Duration.ZERO)));
    assertThat(s.in.tryReceive().isValue()).isEqualTo(buffered);

    s.out.close();
    assertInterruptedOnEntry(s, receives(s));
    assertInterruptedOnEntry(s, sends(s, -1));
  }

  private static void assertInterruptedOnEntry(Subject s, List<Callable<?>> calls) {
    for (Callable<?> call : calls) {
      Outcome<?> outcome =
          s.start(
              () -> {
                Thread.currentThread().interrupt();
                return call.call();
              });
      assertThat(outcome.failure()).isExactlyInstanceOf(InterruptedException.class);
      assertThat(outcome.endedInterrupted()).isFalse();
    }
  }

  @Rule(25)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void tryForms_interrupted_workAndLeaveTheStatus(Subject s) {
    Outcome<Boolean> outcome =
        s.start(
            () -> {
              Thread.currentThread().interrupt();
              boolean sent = s.out.trySend(1);
              return s.in.tryReceive().isValue() == sent;
            });
    assertThat(outcome.result()).isTrue();
    assertThat(outcome.endedInterrupted()).isTrue();
  }

  @Rule({4, 25})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_interruptedWhileParked_throwsAndLeavesNoResidue(Subject s)
      throws InterruptedException {
    for (Callable<?> receive : receives(s)) {
      Outcome<?> receiver = s.startWaiting(receive);
      receiver.thread().interrupt();
      assertThat(receiver.failure()).isExactlyInstanceOf(InterruptedException.class);
      assertThat(receiver.endedInterrupted()).isFalse();
      assertThat(s.waitingReceivers()).isZero();
    }
    boolean kept = s.out.trySend(1);
    assertThat(kept).as("no ghost takes the value").isEqualTo(s.flavour.buffers());
    assertThat(s.channel.size()).isEqualTo(kept ? 1 : 0);
    assertThat(s.in.tryReceive().isValue()).isEqualTo(kept);
  }

  @Rule({4, 25})
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void send_interruptedWhileParked_throwsAndKeepsValue(Subject s) {
    int buffered = s.fill();
    for (Callable<?> send : sends(s, -1)) {
      Outcome<?> sender = s.startWaiting(send);
      sender.thread().interrupt();
      assertThat(sender.failure()).isExactlyInstanceOf(InterruptedException.class);
      assertThat(sender.endedInterrupted()).isFalse();
      assertThat(s.waitingSenders()).isZero();
    }
    assertThat(s.channel.closeAndDrain())
        .containsExactlyElementsOf(IntStream.range(0, buffered).boxed().toList());
  }

  @Rule({3, 25})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_middleOneInterrupted_othersAreServedInOrder(Subject s) throws InterruptedException {
    Outcome<Integer> first = s.waitingReceiver();
    Outcome<Integer> second = s.waitingReceiver();
    Outcome<Integer> third = s.waitingReceiver();
    second.thread().interrupt();
    assertThat(second.failure()).isInstanceOf(InterruptedException.class);
    s.out.send(1);
    s.out.send(3);
    assertThat(first.result()).isEqualTo(1);
    assertThat(third.result()).isEqualTo(3);
  }

  @Rule({3, 25})
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void send_middleOneInterrupted_othersAreServedInOrder(Subject s) throws InterruptedException {
    int buffered = s.fill();
    Outcome<Void> first = s.waitingSender(buffered);
    Outcome<Void> second = s.waitingSender(-1);
    Outcome<Void> third = s.waitingSender(buffered + 1);
    second.thread().interrupt();
    assertThat(second.failure()).isInstanceOf(InterruptedException.class);
    for (int i = 0; i < buffered + 2; i++) {
      assertThat(s.in.receive()).isEqualTo(i);
    }
    first.result();
    third.result();
    assertThat(s.in.tryReceive()).isInstanceOf(Received.Empty.class);
  }

  @Rule(25)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_interruptRacesWithHandOver_endsOneWayOnly(Subject s) throws Exception {
    for (int i = 0; i < 50; i++) {
      int value = i;
      AtomicBoolean interrupted = new AtomicBoolean();
      Outcome<Integer> receiver =
          s.startWaiting(
              () -> {
                int received = s.in.receive();
                Threads.await(interrupted::get, "the interrupt");
                return received;
              });
      Outcome<Boolean> sender = s.startRacing(() -> s.out.trySend(value));
      receiver.thread().interrupt();
      interrupted.set(true);
      boolean sent = sender.result();
      Received<Integer> left = s.in.tryReceive();
      if (sent && !left.isValue()) {
        assertThat(receiver.result()).isEqualTo(value);
        assertThat(receiver.endedInterrupted()).as("the status stays set").isTrue();
      } else {
        assertThat(receiver.failure()).isInstanceOf(InterruptedException.class);
        assertThat(receiver.endedInterrupted()).isFalse();
        assertThat(left.isValue()).as("kept for others").isEqualTo(sent);
      }
      assertThat(s.waitingReceivers()).isZero();
    }
  }

  @Rule(25)
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void send_interruptRacesWithHandOver_endsOneWayOnly(Subject first) throws Exception {
    for (int i = 0; i < 30; i++) {
      Subject s = first.again();
      int mine = s.fill();
      AtomicBoolean interrupted = new AtomicBoolean();
      Outcome<Void> sender =
          s.startWaiting(
              () -> {
                s.out.send(mine);
                Threads.await(interrupted::get, "the interrupt");
                return null;
              });
      Outcome<Received<Integer>> receiver = s.startRacing(() -> s.in.tryReceive());
      sender.thread().interrupt();
      interrupted.set(true);
      List<Integer> received = new ArrayList<>();
      if (receiver.result() instanceof Received.Value<Integer>(Integer value)) {
        received.add(value);
      }
      received.addAll(s.channel.closeAndDrain());
      boolean delivered = received.remove((Object) mine);
      if (delivered) {
        sender.result();
        assertThat(sender.endedInterrupted()).as("the status stays set").isTrue();
      } else {
        assertThat(sender.failure()).isInstanceOf(InterruptedException.class);
        assertThat(sender.endedInterrupted()).isFalse();
      }
      assertThat(received).containsExactlyElementsOf(IntStream.range(0, mine).boxed().toList());
    }
  }
}
