package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Two selects that both send and receive on one unbuffered channel pair with each other and never
 * with themselves (rule 19).
 */
@JCStressTest
@Outcome(id = "sent, 1", expect = Expect.ACCEPTABLE, desc = "The left one sent.")
@Outcome(id = "2, sent", expect = Expect.ACCEPTABLE, desc = "The right one sent.")
@Outcome(
    expect = Expect.FORBIDDEN,
    desc = "A select paired with itself, or a value was lost or delivered twice.")
@State
public class SelectsOnOneChannelTest {
  private final Channel<Integer> channel = Channel.unbuffered();

  @Actor
  public void left(LL_Result result) {
    ReceiveCase<Integer> receive = channel.receiveCase();
    result.r1 =
        Outcomes.of(Uninterrupted.call(() -> Select.await(channel.sendCase(1), receive)), receive);
  }

  @Actor
  public void right(LL_Result result) {
    ReceiveCase<Integer> receive = channel.receiveCase();
    result.r2 =
        Outcomes.of(Uninterrupted.call(() -> Select.await(channel.sendCase(2), receive)), receive);
  }
}
