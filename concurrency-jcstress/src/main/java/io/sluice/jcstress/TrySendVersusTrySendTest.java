package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * Two trySends race for the last room: exactly one succeeds, and its value is the one in the buffer
 * (rules 1 and 10).
 */
@JCStressTest
@Outcome(id = "true, false, 1 left", expect = Expect.ACCEPTABLE, desc = "The left one was first.")
@Outcome(id = "false, true, 2 left", expect = Expect.ACCEPTABLE, desc = "The right one was first.")
@Outcome(
    expect = Expect.FORBIDDEN,
    desc = "The capacity was exceeded, or both failed while there was room, or a value was lost.")
@State
public class TrySendVersusTrySendTest {
  private final Channel<Integer> channel = Channel.buffered(1);

  @Actor
  public void left(ZZL_Result result) {
    result.r1 = channel.trySend(1);
  }

  @Actor
  public void right(ZZL_Result result) {
    result.r2 = channel.trySend(2);
  }

  @Arbiter
  public void drain(ZZL_Result result) {
    result.r3 = Outcomes.ofDrain(channel);
  }
}
