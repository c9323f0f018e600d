package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Two tryReceives race for the only value: exactly one gets it, neither misses it (rule 10). */
@JCStressTest
@Outcome(
    id = {"1, empty", "empty, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "Exactly one got it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or delivered twice.")
@State
public class TryReceiveVersusTryReceiveTest {
  private final Channel<Integer> channel = Channel.buffered(1);

  public TryReceiveVersusTryReceiveTest() {
    channel.trySend(1);
  }

  @Actor
  public void left(LL_Result result) {
    result.r1 = Outcomes.of(channel.tryReceive());
  }

  @Actor
  public void right(LL_Result result) {
    result.r2 = Outcomes.of(channel.tryReceive());
  }
}
