package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The loops: range, drain, stream. */
@Timeout(60)
class RangeLoopTest {

  private static final int COUNT = 300;
  private static final List<Integer> VALUES = IntStream.range(0, COUNT).boxed().toList();

  private static Outcome<Void> sendAll(Subject s) {
    return s.start(
        () -> {
          for (int value : VALUES) {
            s.out.send(value);
          }
          s.out.close();
        });
  }

  @Rule(12)
  @ParameterizedTest
  @MethodSource(Subject.KEEPS_EVERY_VALUE)
  void forEach_untilClosed_handlesEveryValueInOrder(Subject s) throws InterruptedException {
    List<Integer> handled = new ArrayList<>();
    Outcome<Void> sender = sendAll(s);
    s.in.forEach(handled::add);
    sender.result();
    assertThat(handled).isEqualTo(VALUES);
  }

  @Rule(12)
  @ParameterizedTest
  @MethodSource(Subject.KEEPS_EVERY_VALUE)
  void forEach_withSignalUntilClosed_handlesEveryValueInOrder(Subject s)
      throws InterruptedException {
    List<Integer> handled = new ArrayList<>();
    Outcome<Void> sender = sendAll(s);
    s.in.forEach(new ManualSignal(), handled::add);
    sender.result();
    assertThat(handled).isEqualTo(VALUES);
  }

  @Rule(12)
  @ParameterizedTest
  @MethodSource(Subject.KEEPS_EVERY_VALUE)
  void stream_untilClosed_hasEveryValueInOrder(Subject s) {
    Outcome<Void> sender = sendAll(s);
    assertThat(s.in.stream().toList()).isEqualTo(VALUES);
    sender.result();
  }

  @Rule(12)
  @ParameterizedTest
  @MethodSource(Subject.KEEPS_EVERY_VALUE)
  void forEach_actionThrowsChecked_endsWithoutClosing(Subject s) throws InterruptedException {
    Outcome<Void> sender = sendAll(s);
    IOException broken = new IOException("disk full");
    List<Integer> handled = new ArrayList<>();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                s.in.forEach(
                    value -> {
                      handled.add(value);
                      if (value == 3) {
                        throw broken;
                      }
                    }))
        .isSameAs(broken);
    assertThat(s.in.receive()).as("the one after the last handled").isEqualTo(4);
    s.in.forEach(handled::add);
    sender.result();
    assertThat(handled).hasSize(COUNT - 1).endsWith(COUNT - 1);
  }

  @Rule(12)
  @ParameterizedTest
  @MethodSource(Subject.KEEPS_EVERY_VALUE)
  void stream_leftEarly_receivesNoMoreThanItConsumedAndDoesNotClose(Subject s)
      throws InterruptedException {
    Outcome<Void> sender = sendAll(s);
    assertThat(s.in.stream().limit(3).toList()).containsExactly(0, 1, 2);
    assertThat(s.in.stream().findFirst()).contains(3);
    assertThat(s.in.stream().parallel().limit(1).toList()).containsExactly(4);
    assertThat(s.in.receive()).isEqualTo(5);
    assertThat(s.in.stream().count()).isEqualTo(COUNT - 6);
    sender.result();
  }

  @Rule(12)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void loops_closedWithACause_surfaceItAfterTheLastValue(Subject s) {
    int buffered = s.out.trySend(1) ? 1 : 0;
    Exception cause = new Exception("the source broke");
    List<Integer> handled = new ArrayList<>();
    s.out.close(cause);
    assertThatExceptionOfType(ChannelClosedException.class)
        .isThrownBy(() -> s.in.forEach(handled::add))
        .withCause(cause);
    assertThat(handled).hasSize(buffered);
    assertThatExceptionOfType(ChannelClosedException.class)
        .isThrownBy(() -> s.in.forEach(new ManualSignal(), handled::add))
        .withCause(cause);
    Stream<Integer> stream = s.in.stream();
    assertThatExceptionOfType(ChannelClosedException.class)
        .isThrownBy(stream::toList)
        .withCause(cause);
    assertThat(s.in.drainTo(handled, 5)).isZero();
  }

  @Rule({12, 25})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void forEach_interruptedWhileWaiting_throws(Subject s) {
    Outcome<Void> loop =
        s.startWaiting(
            () -> {
              s.in.forEach(value -> {});
              return null;
            });
    loop.thread().interrupt();
    assertThat(loop.failure()).isExactlyInstanceOf(InterruptedException.class);
    assertThat(s.waitingReceivers()).isZero();
  }

  @Rule({12, 25})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void stream_interruptedWhileWaiting_throwsUncheckedAndSetsTheStatusAgain(Subject s) {
    Outcome<List<Integer>> loop = s.startWaiting(() -> s.in.stream().toList());
    loop.thread().interrupt();
    assertThat(loop.failure())
        .isInstanceOf(CancellationException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(loop.endedInterrupted()).isTrue();
    assertThat(s.waitingReceivers()).isZero();
  }

  @Rule({12, 26})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void forEach_signalGivenByTheAction_endsBeforeTheNextValue(Subject s) {
    ManualSignal signal = new ManualSignal();
    Outcome<Void> loop = s.start(() -> s.in.forEach(signal, value -> signal.give()));
    Outcome<Void> sender = s.start(() -> s.out.send(1));
    assertThat(loop.failure()).isInstanceOf(ManualSignal.GivenException.class);
    sender.result();
    s.out.trySend(2);
    assertThat(s.in.size()).isEqualTo(s.flavour.buffers() ? 1 : 0);
  }

  @Rule(2)
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void drainTo_fullAndSendersWait_movesAllInOrderAndReleasesThem(Subject s) {
    int buffered = s.fill();
    List<Outcome<Void>> senders = List.of(s.waitingSender(buffered), s.waitingSender(buffered + 1));
    List<Integer> sink = new ArrayList<>();
    assertThat(s.in.drainTo(sink, 0)).isZero();
    assertThat(s.in.drainTo(sink, 1)).isEqualTo(1);
    assertThat(s.in.drainTo(sink, Integer.MAX_VALUE)).isEqualTo(buffered + 1);
    assertThat(sink).isEqualTo(IntStream.range(0, buffered + 2).boxed().toList());
    senders.forEach(Outcome::result);
    assertThat(s.in.drainTo(sink, 5)).isZero();
  }

  @ParameterizedTest
  @MethodSource(Subject.KEEPS_EVERY_VALUE)
  void drainTo_sinkRefuses_keepsAllLaterValues(Subject s) throws InterruptedException {
    Outcome<Void> sender = sendAll(s);
    ArrayBlockingQueue<Integer> sink = new ArrayBlockingQueue<>(2);
    while (sink.remainingCapacity() > 0) {
      sink.add(s.in.receive());
    }
    assertThat(s.in.receive()).isEqualTo(2);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Threads.await(() -> s.in.drainTo(sink, 10) > 0, "a refusal"));
    assertThat(s.in.receive()).as("the refused one was received").isEqualTo(4);
    assertThat(s.in.stream().count()).isEqualTo(COUNT - 5);
    sender.result();
  }

  @Rule(28)
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void loops_userCodeUsesTheChannelAgain_noLockIsHeld(Subject s) throws InterruptedException {
    int buffered = s.fill();
    Outcome<Void> first = s.waitingSender(buffered);
    Outcome<Void> second = s.waitingSender(buffered + 1);
    List<Integer> received = new ArrayList<>();
    s.in.drainTo(new ReentrantSink(s, received), 1);
    s.in.stream().limit(1).forEach(value -> s.out.trySend(value + s.in.size()));
    first.result();
    while (!second.isDone()) {
      s.in.tryReceive();
    }
    s.out.tryClose(null);
    s.in.forEach(value -> assertThat(s.channel.toString()).contains("closed"));
    assertThat(received).containsExactly(0);
  }

  /** A sink whose add uses the channel that is being drained, from its own and another thread. */
  private static final class ReentrantSink extends ArrayList<Integer> {
    private static final long serialVersionUID = 1L;
    private final transient Subject subject;
    private final transient List<Integer> received;

    ReentrantSink(Subject subject, List<Integer> received) {
      this.subject = subject;
      this.received = received;
    }

    @Override
    public boolean add(Integer value) {
      subject.out.trySend(-1);
      assertThat(subject.start(() -> subject.in.size()).result()).isEqualTo(subject.in.size());
      return received.add(value);
    }
  }

  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void loops_badArguments_areRefusedByName(Subject s) {
    ManualSignal signal = new ManualSignal();
    assertThatNullPointerException().isThrownBy(() -> s.in.forEach(null)).withMessage("action");
    assertThatNullPointerException()
        .isThrownBy(() -> s.in.forEach(null, value -> {}))
        .withMessage("signal");
    assertThatNullPointerException()
        .isThrownBy(() -> s.in.forEach(signal, null))
        .withMessage("action");
    assertThatNullPointerException().isThrownBy(() -> s.in.drainTo(null, 1)).withMessage("sink");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> s.in.drainTo(new ArrayList<>(), -1))
        .withMessageContaining("-1");
  }
}
