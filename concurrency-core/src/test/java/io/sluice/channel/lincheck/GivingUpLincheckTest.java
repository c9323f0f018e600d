package io.sluice.channel.lincheck;

import io.sluice.Rule;
import io.sluice.channel.CancelSignal;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Fixed scenarios of waits that are given up while the partner comes: nothing is lost and nothing
 * is invented, in every interleaving.
 *
 * <p>On channels with a buffer; those without are simulated ({@code TimeoutSimulationTest}, {@code
 * CancelSimulationTest}).
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GivingUpLincheckTest {

  private static final int INVOCATIONS = 150;

  @Rule(25)
  @Test
  void receive_cancelledWhileSenderComes_transfersOrThrows() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          Signal signal = new Signal();
          String outcome =
              Actors.outcome(
                  () -> channel.receive(signal), () -> signal.cancel() && channel.trySend(1));
          Actors.expect(
              outcome + ", " + channel.closeAndDrain(),
              "1, true, []",
              "InterruptedException, true, [1]");
        });
  }

  @Rule(25)
  @Test
  void send_cancelledWhileReceiverComes_transfersOrThrows() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.trySend(0);
          Signal signal = new Signal();
          String outcome =
              Actors.outcome(
                  () -> {
                    channel.send(signal, 1);
                    return "sent";
                  },
                  () -> signal.cancel() ? channel.tryReceive().orNull() : null);
          Actors.expect(
              outcome + ", " + channel.closeAndDrain(),
              "sent, 0, [1]",
              "InterruptedException, 0, []");
        });
  }

  @Rule({18, 25})
  @Test
  void select_cancelledWhileSenderComes_transfersOrThrows() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> left = Channel.unbuffered();
          Channel<Integer> right = Channel.unbuffered();
          Signal signal = new Signal();
          Actors.expect(
              Actors.outcome(
                  () -> {
                    ReceiveCase<Integer> receive = right.receiveCase();
                    Select.await(signal, left.receiveCase(), receive);
                    return receive.value();
                  },
                  () -> signal.cancel() && right.trySend(1)),
              "1, true",
              "InterruptedException, false");
        });
  }

  @Rule(25)
  @Test
  void receive_interruptedWhileSenderComes_transfersOrThrows() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          Channel<Thread> receiver = Channel.buffered(1);
          String outcome =
              Actors.outcome(
                  () -> {
                    receiver.trySend(Thread.currentThread());
                    return channel.receive();
                  },
                  () -> {
                    receiver.receive().interrupt();
                    return channel.trySend(1);
                  });
          Actors.expect(
              outcome + ", " + channel.closeAndDrain(),
              "1, true, []",
              "InterruptedException, true, [1]");
        });
  }

  /** The least that a signal must do for one thread. */
  private static final class Signal implements CancelSignal {
    private volatile boolean done;
    private volatile Thread subscriber;

    boolean cancel() {
      done = true;
      LockSupport.unpark(subscriber);
      return true;
    }

    @Override
    public boolean isDone() {
      return done;
    }

    @Override
    public InterruptedException cancellation() {
      return new InterruptedException("cancelled");
    }

    @Override
    public Subscription unparkWhenDone(Thread thread) {
      subscriber = thread;
      if (done) {
        LockSupport.unpark(thread);
      }
      return () -> subscriber = null;
    }
  }
}
