package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A close wakes a sender that waits at a full buffer; its value is not delivered, and it is told
 * so, while the buffered value is drained (rules 6 and 7). The sender never hangs.
 */
@JCStressTest
@Outcome(
    id = "closed, 0 left",
    expect = Expect.ACCEPTABLE,
    desc = "The sender was told, the buffer was drained.")
@Outcome(
    expect = Expect.FORBIDDEN,
    desc = "The waiting sender's value was delivered, or the buffered one was lost.")
@State
public class ParkedSendVersusCloseTest {
  private final Channel<Integer> channel = Channel.buffered(1);

  public ParkedSendVersusCloseTest() {
    channel.trySend(0);
  }

  @Actor
  public void sender(LL_Result result) {
    result.r1 = Outcomes.ofSend(() -> channel.send(1));
  }

  @Actor
  public void closer(LL_Result result) {
    result.r2 = Outcomes.ofDrain(channel);
  }
}
