package io.sluice.channel.lincheck;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.Received;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Fixed scenarios of operations that wait, in which a partner always comes: Lincheck explores the
 * interleavings of two platform threads, and reports a wake-up that is lost as a deadlock.
 *
 * <p>Why not random scenarios against a specification: Lincheck decides that an operation was right
 * to wait by Kotlin's suspension of coroutines, which a parked Java thread is not.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingOperationsLincheckTest {

  private static final int INVOCATIONS = 150;

  @Rule({1, 3})
  @Test
  void sendAndReceive_unbuffered_meet() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          Actors.expect(Actors.outcome(() -> sent(channel, 1), channel::receive), "sent, 1");
        });
  }

  @Rule({2, 4})
  @Test
  void send_bufferFull_followsTheHead() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.trySend(1);
          Actors.expect(
              Actors.outcome(
                  () -> sent(channel, 2), () -> channel.receive() + " " + channel.receive()),
              "sent, 1 2");
        });
  }

  @Rule(6)
  @Test
  void close_receiverComes_isToldSo() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          Actors.expect(
              Actors.outcome(() -> channel.receiveOrClosed().isClosed(), () -> closed(channel)),
              "true, true");
        });
  }

  @Rule({6, 7})
  @Test
  void closeAndDrain_senderComesToFullBuffer_isToldThatItsValueWasNotTaken() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.trySend(1);
          Actors.expect(
              Actors.outcome(() -> sent(channel, 2), channel::closeAndDrain),
              "ChannelClosedException, [1]");
        });
  }

  @Rule({1, 6})
  @Test
  void tryReceiveThenClose_senderComes_knowsWhetherItsValueWasTaken() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          Actors.expect(
              Actors.outcome(
                  () -> sent(channel, 1),
                  () -> {
                    Received<Integer> received = channel.tryReceive();
                    channel.close();
                    return received.orNull();
                  }),
              "sent, 1",
              "ChannelClosedException, null");
        });
  }

  private static String sent(Channel<Integer> channel, int value) throws InterruptedException {
    channel.send(value);
    return "sent";
  }

  private static boolean closed(Channel<Integer> channel) {
    return channel.tryClose(null);
  }
}
