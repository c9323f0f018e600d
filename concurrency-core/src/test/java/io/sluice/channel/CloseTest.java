package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.StartLine;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Closing: whom it wakes, what stays receivable, who of many wins. */
@Timeout(60)
class CloseTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private final Exception cause = new Exception("the source broke");

  @Rule(6)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void close_receiversWait_allFindItClosed(Subject s) {
    ManualSignal signal = new ManualSignal();
    Outcome<Integer> receive = s.waitingReceiver();
    Outcome<Integer> withSignal = s.startWaiting(() -> s.in.receive(signal));
    Outcome<Received<Integer>> orClosed = s.startWaiting(() -> s.in.receiveOrClosed());
    Outcome<Received<Integer>> both = s.startWaiting(() -> s.in.receiveOrClosed(signal));
    Outcome<Received<Integer>> timed = s.startWaiting(() -> s.in.tryReceive(LONG));
    s.out.close(cause);
    assertThat(receive.failure()).isInstanceOf(ChannelClosedException.class).hasCause(cause);
    assertThat(withSignal.failure()).isInstanceOf(ChannelClosedException.class).hasCause(cause);
    assertThat(orClosed.result()).isEqualTo(new Received.Closed<>(cause));
    assertThat(both.result()).isEqualTo(new Received.Closed<>(cause));
    assertThat(timed.result()).isEqualTo(new Received.Closed<>(cause));
    assertThat(s.waitingReceivers()).isZero();
    assertThat(signal.subscriptions()).isZero();
  }

  @Rule({6, 7})
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void close_sendersWait_allThrowAndNoneOfTheirValuesIsDelivered(Subject s) {
    int buffered = s.fill();
    ManualSignal signal = new ManualSignal();
    List<Outcome<?>> senders = new ArrayList<>();
    senders.add(s.waitingSender(-1));
    senders.add(
        s.startWaiting(
            () -> {
              s.out.send(signal, -2);
              return null;
            }));
    senders.add(s.startWaiting(() -> s.out.trySend(-3, LONG)));
    s.out.close(cause);
    for (Outcome<?> sender : senders) {
      assertThat(sender.failure()).isInstanceOf(ChannelClosedException.class).hasCause(cause);
    }
    assertThat(s.waitingSenders()).isZero();
    assertThat(signal.subscriptions()).isZero();
    List<Integer> left = new ArrayList<>();
    assertThat(s.in.drainTo(left, Integer.MAX_VALUE)).isEqualTo(buffered);
    assertThat(left).containsExactlyElementsOf(IntStream.range(0, buffered).boxed().toList());
  }

  @Rule({7, 10})
  @ParameterizedTest
  @MethodSource(Subject.BUFFERS)
  void receive_closedWithBufferedValues_drainsThenReportsClosedForEver(Subject s)
      throws InterruptedException {
    int count = s.flavour.keepsEveryValue() ? Math.min(s.flavour.capacity(), 200) : 1;
    for (int i = 0; i < count; i++) {
      s.out.send(i);
    }
    s.out.close(cause);
    for (int i = 0; i < count; i++) {
      assertThat(s.in.size()).isEqualTo(count - i);
      switch (i % 4) {
        case 0 -> assertThat(s.in.receive()).isEqualTo(i);
        case 1 -> assertThat(s.in.tryReceive()).isEqualTo(new Received.Value<>(i));
        case 2 -> assertThat(s.in.tryReceive(LONG)).isEqualTo(new Received.Value<>(i));
        default -> assertThat(s.in.receiveOrClosed()).isEqualTo(new Received.Value<>(i));
      }
    }
    assertDrainedForEver(s);
  }

  @Rule(7)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void receive_closedEmpty_reportsClosedForEver(Subject s) throws InterruptedException {
    s.out.close(cause);
    assertDrainedForEver(s);
  }

  private void assertDrainedForEver(Subject s) throws InterruptedException {
    ManualSignal signal = new ManualSignal();
    for (int i = 0; i < 3; i++) {
      assertClosed(() -> s.in.receive());
      assertClosed(() -> s.in.receive(signal));
      assertThat(s.in.receiveOrClosed()).isEqualTo(new Received.Closed<>(cause));
      assertThat(s.in.receiveOrClosed(signal)).isEqualTo(new Received.Closed<>(cause));
      assertThat(s.in.tryReceive()).isEqualTo(new Received.Closed<>(cause));
      assertThat(s.in.tryReceive(LONG)).isEqualTo(new Received.Closed<>(cause));
      assertThat(s.in.drainTo(new ArrayList<>(), 5)).isZero();
      assertThat(s.in.size()).isZero();
    }
  }

  @Rule(8)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void sendAndClose_closed_throwAndLeaveTheChannelDrainable(Subject s) {
    boolean buffered = s.out.trySend(1);
    s.out.close(cause);
    ManualSignal signal = new ManualSignal();
    assertClosed(() -> s.out.send(2));
    assertClosed(() -> s.out.send(signal, 2));
    assertClosed(() -> s.out.trySend(2));
    assertClosed(() -> s.out.trySend(2, LONG));
    assertClosed(() -> s.out.trySend(2, Duration.ZERO));
    assertClosed(() -> s.out.close());
    assertClosed(() -> s.out.close(new Exception("a later one")));
    assertThat(s.out.tryClose(new Exception("a later one"))).isFalse();
    assertThat(s.in.tryReceive().isValue()).isEqualTo(buffered);
    assertThat(s.in.tryReceive()).isEqualTo(new Received.Closed<>(cause));
  }

  private void assertClosed(ThrowingCallable call) {
    assertThatExceptionOfType(ChannelClosedException.class)
        .isThrownBy(call)
        .withMessageContaining("closed channel Channel.")
        .withCause(cause);
  }

  @Rule(8)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void close_nullCause_throwsAndDoesNotClose(Subject s) {
    assertThatNullPointerException().isThrownBy(() -> s.out.close(null)).withMessage("cause");
    assertThat(s.in.tryReceive()).isInstanceOf(Received.Empty.class);
  }

  @Rule({6, 8})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void tryClose_racing_exactlyOneWins(Subject first) {
    int parties = 3;
    for (int i = 0; i < 30; i++) {
      Subject s = first.again();
      StartLine start = new StartLine(parties);
      List<Exception> causes = new ArrayList<>();
      List<Outcome<Boolean>> closers = new ArrayList<>();
      for (int party = 0; party < parties; party++) {
        Exception mine = new Exception("party " + party);
        causes.add(mine);
        closers.add(
            s.start(
                () -> {
                  start.await();
                  return s.out.tryClose(mine);
                }));
      }
      List<Boolean> won = closers.stream().map(Outcome::result).toList();
      assertThat(won).containsOnlyOnce(true);
      assertThat(s.in.tryReceive()).isEqualTo(new Received.Closed<>(causes.get(won.indexOf(true))));
    }
  }

  @Rule({2, 7})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void closeAndDrain_open_closesAndReturnsWhatNobodyReceives(Subject s) {
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 100 && s.out.trySend(i); i++) {
      expected.add(i);
    }
    if (!s.flavour.keepsEveryValue()) {
      expected = List.of(99);
    }
    Outcome<Void> sender = s.flavour.sendersWait() ? fillAndWait(s, expected) : null;
    List<Integer> drained = s.channel.closeAndDrain();
    assertThat(drained).containsExactlyElementsOf(expected);
    drained.add(-1); // the caller's own
    if (sender != null) {
      assertThat(sender.failure()).isInstanceOf(ChannelClosedException.class).hasNoCause();
    }
    assertThat(s.channel.closeAndDrain()).isEmpty();
    assertThat(s.in.tryReceive()).isEqualTo(new Received.Closed<>(null));
  }

  private static Outcome<Void> fillAndWait(Subject s, List<Integer> sent) {
    for (int i = sent.size(); s.out.trySend(i); i++) {
      sent.add(i);
    }
    return s.waitingSender(-1);
  }

  @Rule({6, 10})
  @ParameterizedTest
  @MethodSource(Subject.KEEPS_EVERY_VALUE)
  void close_racesWithSenders_everyValueIsReceivedOrReportedUndelivered(Subject first) {
    for (int i = 0; i < 10; i++) {
      Subject s = first.again();
      List<Outcome<Integer>> senders = new ArrayList<>();
      for (int sender = 0; sender < 3; sender++) {
        senders.add(s.start(() -> sendUntilClosed(s)));
      }
      Outcome<Integer> receiver = s.start(() -> (int) s.in.stream().count());
      Threads.await(
          () -> s.waitingSenders() + s.waitingReceivers() + s.in.size() > 0, "the first of them");
      List<Integer> drained = s.channel.closeAndDrain();
      int sent = senders.stream().mapToInt(Outcome::result).sum();
      assertThat(receiver.result() + drained.size()).isEqualTo(sent);
    }
  }

  private static int sendUntilClosed(Subject s) throws InterruptedException {
    int sent = 0;
    try {
      while (sent < 5_000) {
        s.out.send(sent);
        sent++;
      }
    } catch (ChannelClosedException e) {
      assertThat(e).hasNoCause();
    }
    return sent;
  }

  @Rule(6)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void close_thousandWaiters_wakesAll(ThreadKind kind) {
    int count = kind == ThreadKind.VIRTUAL ? 1_000 : 200;
    Channel<Integer> forReceivers = Channel.buffered(3);
    Channel<Integer> forSenders = Channel.unbuffered();
    List<Outcome<?>> waiters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int value = i;
      waiters.add(Threads.start(kind, () -> forReceivers.receive()));
      waiters.add(Threads.start(kind, () -> forSenders.send(value)));
    }
    Threads.await(
        () -> forReceivers.toString().contains("waiting receivers " + count), "all receivers");
    Threads.await(() -> forSenders.toString().contains("waiting senders " + count), "all senders");
    forReceivers.close();
    forSenders.close();
    for (Outcome<?> waiter : waiters) {
      assertThat(waiter.failure()).isInstanceOf(ChannelClosedException.class);
    }
    assertThat(forReceivers.toString()).endsWith("[closed]");
    assertThat(forSenders.toString()).endsWith("[closed]");
  }
}
