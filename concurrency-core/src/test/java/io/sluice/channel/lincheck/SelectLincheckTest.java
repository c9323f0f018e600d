package io.sluice.channel.lincheck;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fixed scenarios of selects that wait, as in {@link WaitingOperationsLincheckTest}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SelectLincheckTest {

  private static final int INVOCATIONS = 150;

  @Rule(18)
  @Test
  void select_oneOfTwoChannelsGetsSender_receives() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> left = Channel.unbuffered();
          Channel<Integer> right = Channel.unbuffered();
          Actors.expect(
              Actors.outcome(
                  () -> {
                    ReceiveCase<Integer> receive = right.receiveCase();
                    return describe(Select.await(left.receiveCase(), receive), receive);
                  },
                  () -> {
                    right.send(1);
                    return left.trySend(2);
                  }),
              "1, false");
        });
  }

  @Rule(18)
  @Test
  void selects_overTwoChannelsInOppositeOrder_pairOnOne() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> left = Channel.unbuffered();
          Channel<Integer> right = Channel.unbuffered();
          Actors.expect(
              Actors.outcome(
                  () -> {
                    ReceiveCase<Integer> receive = right.receiveCase();
                    return describe(Select.await(left.sendCase(1), receive), receive);
                  },
                  () -> {
                    ReceiveCase<Integer> receive = left.receiveCase();
                    return describe(Select.await(right.sendCase(2), receive), receive);
                  }),
              "sent, 1",
              "2, sent");
        });
  }

  @Rule(19)
  @Test
  void selects_sendAndReceiveOnOneChannel_pairWithEachOther() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> channel = Channel.unbuffered();
          Actors.expect(
              Actors.outcome(() -> sendOrReceive(channel, 1), () -> sendOrReceive(channel, 2)),
              "sent, 1",
              "2, sent");
        });
  }

  @Rule({18, 20})
  @Test
  void select_closeOfOneAndSendToOther_choosesOneAndLosesNothing() {
    Lincheck.runConcurrentTest(
        INVOCATIONS,
        () -> {
          Channel<Integer> values = Channel.buffered(1);
          Channel<Integer> quit = Channel.unbuffered();
          String outcome =
              Actors.outcome(
                  () -> {
                    ReceiveCase<Integer> value = values.receiveCase();
                    return describe(Select.await(quit.receiveCase(), value), value);
                  },
                  () -> {
                    values.send(1);
                    return quit.tryClose(null);
                  });
          Actors.expect(outcome + ", " + values.closeAndDrain(), "1, true, []", "other, true, [1]");
        });
  }

  private static String sendOrReceive(Channel<Integer> channel, int value)
      throws InterruptedException {
    ReceiveCase<Integer> receive = channel.receiveCase();
    return describe(Select.await(channel.sendCase(value), receive), receive);
  }

  private static String describe(SelectCase<?> chosen, ReceiveCase<Integer> receive) {
    if (chosen != receive) {
      return chosen instanceof ReceiveCase ? "other" : "sent";
    }
    return String.valueOf(receive.received().orNull());
  }
}
