package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waiters are served in the order of arrival, and newcomers never overtake them. */
@Timeout(60)
class FifoFairnessTest {

  private static final int WAITERS = 12;

  @Rule(3)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void send_receiversWait_servesThemInOrderOfArrival(Subject s) throws InterruptedException {
    List<Outcome<Integer>> receivers = new ArrayList<>();
    for (int i = 0; i < WAITERS; i++) {
      receivers.add(s.waitingReceiver());
    }
    for (int i = 0; i < WAITERS; i++) {
      s.out.send(i);
      assertThat(receivers.get(i).result()).isEqualTo(i);
      assertThat(s.waitingReceivers()).isEqualTo(WAITERS - 1 - i);
    }
  }

  @Rule(3)
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void receive_sendersWait_servesThemInOrderOfArrival(Subject s) throws InterruptedException {
    int buffered = s.fill();
    List<Outcome<Void>> senders = new ArrayList<>();
    for (int i = 0; i < WAITERS; i++) {
      senders.add(s.waitingSender(buffered + i));
    }
    for (int i = 0; i < WAITERS; i++) {
      assertThat(s.in.receive()).isEqualTo(i);
      senders.get(i).result();
      assertThat(s.waitingSenders()).isEqualTo(WAITERS - 1 - i);
    }
  }

  @Rule(3)
  @ParameterizedTest
  @MethodSource(Subject.ALL)
  void tryReceive_handedOverToAnother_neverTakesItsValue(Subject s) throws InterruptedException {
    for (int i = 0; i < 40; i++) {
      Outcome<Integer> receiver = s.waitingReceiver();
      s.out.send(i);
      assertThat(s.in.tryReceive()).as("a newcomer").isInstanceOf(Received.Empty.class);
      assertThat(receiver.result()).isEqualTo(i);
    }
  }

  @Rule(3)
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void trySend_roomGoneToAWaitingSender_neverTakesIt(Subject s) throws InterruptedException {
    s.fill();
    for (int i = 0; i < 40; i++) {
      Outcome<Void> sender = s.waitingSender(-i);
      s.in.receive();
      assertThat(s.out.trySend(-1)).as("a newcomer").isFalse();
      sender.result();
    }
  }

  @Rule(3)
  @ParameterizedTest
  @MethodSource(Subject.SENDERS_WAIT)
  void trySend_newcomersRushAFullChannel_theWaitingSenderIsServedByTheNextReceive(Subject s)
      throws InterruptedException {
    int buffered = s.fill();
    Outcome<Void> waiting = s.waitingSender(-1);
    AtomicBoolean stop = new AtomicBoolean();
    List<Outcome<Integer>> rushing = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      rushing.add(
          s.start(
              () -> {
                int sent = 0;
                while (!stop.get()) {
                  sent += s.out.trySend(-2) ? 1 : 0;
                  LockSupport.parkNanos(1); // lets the others have the cores
                }
                return sent;
              }));
    }
    s.in.receive();
    waiting.result();
    stop.set(true);
    assertThat(rushing).allSatisfy(newcomer -> assertThat(newcomer.result()).isZero());
    assertThat(s.channel.size()).isEqualTo(buffered);
  }
}
