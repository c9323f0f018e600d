package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Two polls over the same two channels in opposite order compete for one value: exactly one gets it
 * (rules 17 and 18).
 */
@JCStressTest
@Outcome(
    id = {"1, empty", "empty, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "Exactly one got it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or delivered twice.")
@State
public class SelectPollVersusPollTest {
  private final Channel<Integer> left = Channel.buffered(1);
  private final Channel<Integer> right = Channel.buffered(1);

  public SelectPollVersusPollTest() {
    right.trySend(1);
  }

  @Actor
  public void forth(LL_Result result) {
    result.r1 = poll(left.receiveCase(), right.receiveCase());
  }

  @Actor
  public void back(LL_Result result) {
    result.r2 = poll(right.receiveCase(), left.receiveCase());
  }

  @SuppressWarnings("unchecked") // both cases are of Integers
  private static String poll(ReceiveCase<Integer> first, ReceiveCase<Integer> second) {
    SelectCase<?> chosen = Select.poll(first, second);
    return Outcomes.of(chosen, (ReceiveCase<Integer>) chosen);
  }
}
