package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A send races with a close on a channel with room: either the value is in the buffer, or the
 * sender is told that it is not (rules 7 and 8).
 */
@JCStressTest
@Outcome(id = "sent, 1 left", expect = Expect.ACCEPTABLE, desc = "Sent, then closed.")
@Outcome(id = "closed, none left", expect = Expect.ACCEPTABLE, desc = "Closed first.")
@Outcome(
    expect = Expect.FORBIDDEN,
    desc = "The value was lost, or is there although its sender was told that it is not.")
@State
public class SendVersusCloseTest {
  private final Channel<Integer> channel = Channel.buffered(1);

  @Actor
  public void sender(LL_Result result) {
    result.r1 = Outcomes.ofSend(() -> channel.send(1));
  }

  @Actor
  public void closer() {
    channel.close();
  }

  @Arbiter
  public void drain(LL_Result result) {
    result.r2 = Outcomes.ofDrain(channel);
  }
}
