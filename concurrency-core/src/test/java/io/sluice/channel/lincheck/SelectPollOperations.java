package io.sluice.channel.lincheck;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Received;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.channel.SendCase;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * Polls over two channels among the operations of each of them. The polls are biased, since a
 * random choice has no sequential specification; the choice is all that differs.
 */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class SelectPollOperations {

  private final Channel<Integer> left = Channel.buffered(1);
  private final Channel<Integer> right = Channel.buffered(1);

  @Operation
  public Received<Integer> pollToReceive() {
    ReceiveCase<Integer> first = left.receiveCase();
    ReceiveCase<Integer> second = right.receiveCase();
    SelectCase<?> chosen = Select.pollBiased(first, second);
    if (chosen == null) {
      return Received.Empty.instance();
    }
    return chosen == first ? first.received() : second.received();
  }

  @Operation
  public String pollToSend(@Param(name = "value") int value) {
    SendCase<Integer> first = right.sendCase(value);
    SelectCase<?> chosen = Select.pollBiased(first, left.sendCase(value));
    return chosen == null ? "none" : chosen == first ? "right" : "left";
  }

  @Operation
  public boolean sendLeft(@Param(name = "value") int value) {
    return left.trySend(value);
  }

  @Operation
  public Received<Integer> receiveRight() {
    return right.tryReceive();
  }

  @Operation
  public boolean closeRight() {
    return right.tryClose(null);
  }
}
