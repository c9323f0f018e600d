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
 * Two selects over the same two channels in opposite order never deadlock, and pair on exactly one
 * of the channels (rule 18).
 */
@JCStressTest
@Outcome(id = "sent, 1", expect = Expect.ACCEPTABLE, desc = "Paired on the left channel.")
@Outcome(id = "2, sent", expect = Expect.ACCEPTABLE, desc = "Paired on the right channel.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Paired on both channels, or on neither.")
@State
public class SelectVersusSelectTest {
  private final Channel<Integer> left = Channel.unbuffered();
  private final Channel<Integer> right = Channel.unbuffered();

  @Actor
  public void forth(LL_Result result) {
    ReceiveCase<Integer> receive = right.receiveCase();
    result.r1 =
        Outcomes.of(Uninterrupted.call(() -> Select.await(left.sendCase(1), receive)), receive);
  }

  @Actor
  public void back(LL_Result result) {
    ReceiveCase<Integer> receive = left.receiveCase();
    result.r2 =
        Outcomes.of(Uninterrupted.call(() -> Select.await(right.sendCase(2), receive)), receive);
  }
}
