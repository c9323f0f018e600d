package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every channel does: completing, order, hand-off, sizes, attempts. */
@Timeout(60)
class ChannelContractTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @Rule({1, 3})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void send_receiverWaits_handsOverAndLeavesNothing(Subject s) throws InterruptedException {
    Outcome<Integer> receiver = s.waitingReceiver();
    s.out.send(7);
    assertThat(s.channel.size()).isZero();
    assertThat(s.waitingReceivers()).isZero();
    assertThat(receiver.result()).isEqualTo(7);
  }

  @Rule({1, 10})
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void trySend_receiverWaits_handsOver(Subject s) {
    Outcome<Integer> receiver = s.waitingReceiver();
    assertThat(s.out.trySend(7)).isTrue();
    assertThat(s.channel.size()).isZero();
    assertThat(receiver.result()).isEqualTo(7);
  }

  @Rule(1)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void trySend_timedAndReceiverWaits_handsOver(Subject s) throws InterruptedException {
    Outcome<Integer> receiver = s.waitingReceiver();
    assertThat(s.out.trySend(7, LONG)).isTrue();
    assertThat(receiver.result()).isEqualTo(7);
  }

  @Rule({1, 5})
  @ParameterizedTest
  @MethodSource(Subject.BUFFERS)
  void send_room_completesWithoutReceiver(Subject s) throws InterruptedException {
    int count = Math.min(s.flavour.capacity(), 300);
    for (int i = 0; i < count; i++) {
      s.out.send(i);
      assertThat(s.out.size()).isEqualTo(s.flavour.keepsEveryValue() ? i + 1 : 1);
      assertThat(s.in.size()).isEqualTo(s.out.size());
    }
  }

  @Rule({1, 5})
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void trySend_full_failsExactlyAtCapacity(Subject s) throws InterruptedException {
    assertThat(s.fill()).isEqualTo(s.flavour.capacity());
    assertThat(s.out.trySend(-1)).isFalse();
    assertThat(s.out.trySend(-1, Duration.ofNanos(1))).isFalse();
    assertThat(s.channel.closeAndDrain())
        .containsExactlyElementsOf(IntStream.range(0, s.flavour.capacity()).boxed().toList());
  }

  @Rule({1, 2, 3, 4, 5})
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void receive_fullAndSendersWait_takesHeadAppendsTheFirstAndWakesIt(Subject s)
      throws InterruptedException {
    int next = s.fill();
    Outcome<Void> first = s.waitingSender(next++);
    Outcome<Void> second = s.waitingSender(next++);
    assertThat(s.channel.size()).as("parked senders left out").isEqualTo(s.flavour.capacity());
    assertThat(s.in.receive()).isZero();
    first.result();
    assertThat(s.channel.size()).isEqualTo(s.flavour.capacity());
    assertThat(s.waitingSenders()).isEqualTo(1);
    assertThat(second.isDone()).isFalse();
    for (int i = 1; i < next; i++) {
      assertThat(s.in.receive()).isEqualTo(i);
    }
    second.result();
    assertThat(s.in.tryReceive()).isInstanceOf(Received.Empty.class);
  }

  @Rule(2)
  @ParameterizedTest
  @MethodSource(Subject.KEEPS_EVERY_VALUE)
  void receive_oneSenderOneReceiver_inOrder(Subject s) {
    int count = 2_000;
    Outcome<Void> sender =
        s.start(
            () -> {
              for (int i = 0; i < count; i++) {
                s.out.send(i);
              }
              s.out.close();
            });
    List<Integer> received = s.start(() -> s.in.stream().toList()).result();
    sender.result();
    assertThat(received).containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
  }

  @Rule({2, 10})
  @ParameterizedTest
  @MethodSource(Subject.KEEPS_EVERY_VALUE)
  void receive_manyToMany_everyValueOnceAndEachSendersInOrder(Subject s)
      throws InterruptedException {
    int senders = 4;
    int each = 250;
    List<Outcome<Void>> sending = new ArrayList<>();
    for (int sender = 0; sender < senders; sender++) {
      int first = sender * each;
      sending.add(
          s.start(
              () -> {
                for (int i = first; i < first + each; i++) {
                  s.out.send(i);
                }
              }));
    }
    List<Outcome<List<Integer>>> receiving = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      receiving.add(s.start(() -> s.in.stream().toList()));
    }
    sending.forEach(Outcome::result);
    s.out.close();
    List<Integer> all = new ArrayList<>();
    for (Outcome<List<Integer>> receiver : receiving) {
      List<Integer> received = receiver.result();
      for (int sender = 0; sender < senders; sender++) {
        int from = sender * each;
        assertThat(received.stream().filter(value -> value / each == from / each)).isSorted();
      }
      all.addAll(received);
    }
    Collections.sort(all);
    assertThat(all).containsExactlyElementsOf(IntStream.range(0, senders * each).boxed().toList());
  }

  @Rule(4)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void toString_sendsAndReceivesUnderWay_showsNoWaiterThatCouldProceed(Subject s) {
    int each = 2_000;
    List<Outcome<Void>> running = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      running.add(
          s.start(
              () -> {
                for (int value = 0; value < each; value++) {
                  s.out.send(value);
                }
              }));
      running.add(s.start(() -> s.in.forEach(value -> {})));
    }
    do {
      assertThat(s.keepsQueueInvariants()).as("rule 4 at %s", s.channel).isTrue();
    } while (!running.get(0).isDone() || !running.get(2).isDone());
    s.out.close();
    running.forEach(Outcome::result);
  }

  @Rule(5)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void capacity_eachFlavour_isItsOwn(Subject s) {
    assertThat(s.out.capacity()).isEqualTo(s.flavour.capacity());
    assertThat(s.in.capacity()).isEqualTo(s.flavour.capacity());
  }

  @Rule(10)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void tryReceive_openAndEmpty_isEmpty(Subject s) throws InterruptedException {
    assertThat(s.in.tryReceive()).isSameAs(Received.Empty.instance());
    assertThat(s.in.tryReceive(Duration.ofNanos(1))).isSameAs(Received.Empty.instance());
  }

  @Rule(10)
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void tryReceive_senderWaits_receives(Subject s) {
    int waiting = s.fill();
    Outcome<Void> sender = s.waitingSender(waiting);
    for (int i = 0; i <= waiting; i++) {
      assertThat(s.in.tryReceive()).isEqualTo(new Received.Value<>(i));
    }
    sender.result();
  }

  @Rule(10)
  @ParameterizedTest
  @MethodSource(Subject.BUFFERS)
  void tryReceive_closeRaces_neverMissesTheBufferedValue(Subject first) throws Exception {
    for (int i = 0; i < 50; i++) {
      Subject s = first.again();
      s.out.send(i);
      Outcome<Void> closer = s.startRacing(() -> s.out.close());
      assertThat(s.in.tryReceive()).isEqualTo(new Received.Value<>(i));
      closer.result();
      assertThat(s.in.tryReceive()).isEqualTo(new Received.Closed<>(null));
    }
  }

  @Rule(10)
  @ParameterizedTest
  @MethodSource(Subject.BUFFERS)
  void tryReceive_valueBufferedAtEveryInstant_neverFails(Subject s) {
    // Each holds one value and puts one back before it takes the next: with two values for two
    // threads on a buffer of at least two, none ever finds it empty, nor full.
    int threads = s.flavour.capacity() == 1 ? 1 : 2;
    for (int i = 0; i < threads; i++) {
      assertThat(s.out.trySend(i)).isTrue();
    }
    List<Outcome<Void>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(
          s.start(
              () -> {
                for (int round = 0; round < 2_000; round++) {
                  Received<Integer> received = s.in.tryReceive();
                  assertThat(received.isValue()).isTrue();
                  assertThat(s.out.trySend(received.orElseThrow())).isTrue();
                }
              }));
    }
    running.forEach(Outcome::result);
    assertThat(s.channel.size()).isEqualTo(threads);
  }

  @Rule(11)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void send_null_throwsAtTheCallAlsoOnceClosed(Subject s) {
    for (int round = 0; round < 2; round++) {
      assertThatNullPointerException().isThrownBy(() -> s.out.send(null)).withMessage("value");
      assertThatNullPointerException().isThrownBy(() -> s.out.trySend(null)).withMessage("value");
      assertThatNullPointerException()
          .isThrownBy(() -> s.out.trySend(null, LONG))
          .withMessage("value");
      assertThatNullPointerException().isThrownBy(() -> s.out.sendCase(null)).withMessage("value");
      assertThat(s.channel.size()).isZero();
      assertThat(s.out.tryClose(null)).isEqualTo(round == 0);
    }
  }
}
