package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.Rule;
import io.sluice.testing.ManualSignal;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import io.sluice.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The claim word, in the orders of events that no test can force from outside. */
@Timeout(60)
class WaiterTest {

  private final RendezvousChannel<String> channel = new RendezvousChannel<>();
  private final Waiter waiter = new Waiter();

  WaiterTest() {
    waiter.lead();
  }

  @Rule(25)
  @Test
  void await_claimedBeforeTheInterruptIsSeen_completesAndKeepsTheStatus()
      throws InterruptedException {
    waiter.element = "value";
    assertThat(waiter.claim()).isEqualTo(Waiter.Claim.WON_AWAKE);
    Thread.currentThread().interrupt();
    assertThat(waiter.await(channel, null, false, 0)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(waiter.winner()).isSameAs(waiter);
  }

  @Rule(25)
  @Test
  void await_claimedBeforeTheSignalIsSeen_completesWithoutSubscribing()
      throws InterruptedException {
    ManualSignal signal = new ManualSignal();
    signal.give();
    assertThat(waiter.claim()).isEqualTo(Waiter.Claim.WON_AWAKE);
    assertThat(waiter.await(channel, signal, false, 0)).isTrue();
    assertThat(signal.subscriptions()).isZero();
  }

  @Rule(25)
  @Test
  void await_claimedBeforeTheDeadlineIsSeen_completes() throws InterruptedException {
    assertThat(waiter.claim()).isEqualTo(Waiter.Claim.WON_AWAKE);
    assertThat(waiter.await(channel, null, true, TimeSource.nanoTime() - 1)).isTrue();
  }

  @Rule(25)
  @Test
  void await_claimedWhileAskingTheSignal_completesThoughTheSignalIsDone()
      throws InterruptedException {
    ManualSignal subscriptions = new ManualSignal();
    CancelSignal claiming =
        new CancelSignal() {
          @Override
          public boolean isDone() {
            assertThat(waiter.claim()).isEqualTo(Waiter.Claim.WON_PARKED);
            return true;
          }

          @Override
          public InterruptedException cancellation() {
            return new ManualSignal.GivenException();
          }

          @Override
          public Subscription unparkWhenDone(Thread thread) {
            return subscriptions.unparkWhenDone(thread);
          }
        };
    assertThat(waiter.await(channel, claiming, false, 0)).isTrue();
    assertThat(subscriptions.subscriptions()).isZero();
  }

  @Rule(25)
  @Test
  void await_failsOnceItIsClaimed_completes() throws InterruptedException {
    Runnable claim = () -> assertThat(waiter.claim()).isEqualTo(Waiter.Claim.WON_AWAKE);
    assertThat(waiter.await(outOfMemory(claim), null, false, 0)).isTrue();
    assertThat(waiter.winner()).isSameAs(waiter);
  }

  @Rule(25)
  @Test
  void await_failsBeforeItIsClaimed_givesUp() {
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> waiter.await(outOfMemory(() -> {}), null, false, 0));
    assertThat(waiter.claim()).isEqualTo(Waiter.Claim.LOST);
  }

  /** As where a thread that yields or parks finds no memory for its stack. */
  private static Waiter.Blocked outOfMemory(Runnable before) {
    return new Waiter.Blocked() {
      @Override
      public int spinBudget() {
        before.run();
        throw new OutOfMemoryError();
      }

      @Override
      public long nanosUntilDue() {
        return Long.MAX_VALUE;
      }

      @Override
      public void deliverDue() {}
    };
  }

  @Rule(25)
  @Test
  void claim_ownerGaveUp_isLost() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> waiter.await(channel, null, false, 0));
    assertThat(waiter.claim()).isEqualTo(Waiter.Claim.LOST);
    assertThat(waiter.winner()).isNull();
  }

  @Rule(25)
  @Test
  void claim_deadlinePassed_isLost() throws InterruptedException {
    assertThat(waiter.await(channel, null, true, TimeSource.nanoTime() - 1)).isFalse();
    assertThat(waiter.claim()).isEqualTo(Waiter.Claim.LOST);
  }

  @Rule(18)
  @Test
  void claim_twoCasesOfOneLeader_onlyTheFirstWins() {
    Waiter first = new Waiter();
    Waiter second = new Waiter();
    first.follow(waiter);
    second.follow(waiter);
    assertThat(first.ownerThread()).isSameAs(Thread.currentThread());
    assertThat(first.claim()).isEqualTo(Waiter.Claim.WON_AWAKE);
    assertThat(second.claim()).isEqualTo(Waiter.Claim.LOST);
    assertThat(waiter.winner()).isSameAs(first);
    assertThat(waiter.giveUp()).isFalse();
  }

  @Rule(3)
  @Test
  void send_firstReceiverGaveUpButStillStandsInTheQueue_servesTheNext() {
    Waiter gone = new Waiter();
    gone.lead();
    assertThat(gone.giveUp()).isTrue();
    channel.lock();
    channel.addReceiver(gone);
    channel.addReceiver(waiter);
    channel.unlock();
    assertThat(channel.trySend("value")).isTrue();
    assertThat(waiter.element).isEqualTo("value");
    assertThat(waiter.winner()).isSameAs(waiter);
    assertThat(channel.toString()).endsWith("[open]");
  }

  @Rule({3, 10})
  @Test
  void tryReceive_onlySenderGaveUpButStillStandsInTheQueue_isEmpty() {
    waiter.element = "kept by its owner";
    assertThat(waiter.giveUp()).isTrue();
    channel.lock();
    channel.addSender(waiter);
    channel.unlock();
    assertThat(channel.tryReceive()).isInstanceOf(Received.Empty.class);
  }

  @Rule(2)
  @Test
  void receive_firstParkedSenderGaveUp_refillsFromTheNext() {
    BufferedChannel<String> full = new BufferedChannel<>(1);
    assertThat(full.trySend("head")).isTrue();
    Waiter gone = new Waiter();
    gone.lead();
    gone.element = "kept by its owner";
    assertThat(gone.giveUp()).isTrue();
    waiter.element = "next";
    full.lock();
    full.addSender(gone);
    full.addSender(waiter);
    full.unlock();
    assertThat(full.tryReceive()).isEqualTo(new Received.Value<>("head"));
    assertThat(waiter.winner()).isSameAs(waiter);
    assertThat(full.tryReceive()).isEqualTo(new Received.Value<>("next"));
  }

  /** A close releases in batches; a receive in between must not let a later sender through. */
  @Rule({3, 6})
  @Test
  void close_receivesRace_noSenderIsServedOnceAnEarlierOneWasRefused() throws Exception {
    for (int round = 0; round < 100; round++) {
      BufferedChannel<Integer> full = new BufferedChannel<>(1);
      full.send(0);
      List<Waiter> senders = new ArrayList<>();
      full.lock();
      for (int i = 1; i <= 200; i++) {
        Waiter sender = new Waiter();
        sender.lead();
        sender.element = i;
        full.addSender(sender);
        senders.add(sender);
      }
      full.unlock();
      Outcome<Void> closer = Threads.startRacing(ThreadKind.PLATFORM, () -> full.close());
      List<Integer> received = full.stream().toList();
      closer.result();
      assertThat(received)
          .containsExactlyElementsOf(IntStream.range(0, received.size()).boxed().toList());
      for (Waiter sender : senders.subList(received.size() - 1, senders.size())) {
        assertThat(full.isCloseMarker(sender.element)).isTrue();
      }
    }
  }
}
