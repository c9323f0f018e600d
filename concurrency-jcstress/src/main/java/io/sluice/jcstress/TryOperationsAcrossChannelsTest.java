package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Try-operations are linearizable across channels too (rule 10): each actor sends to one channel
 * and then looks into the other, and they cannot both have looked first. This is the store
 * buffering litmus test; a channel that publishes late would fail it.
 */
@JCStressTest
@Outcome(
    id = {"1, 2", "empty, 2", "1, empty"},
    expect = Expect.ACCEPTABLE,
    desc = "As in some order of the steps.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both missed what had been sent before.")
@State
public class TryOperationsAcrossChannelsTest {
  private final Channel<Integer> left = Channel.buffered(1);
  private final Channel<Integer> right = Channel.buffered(1);

  @Actor
  public void sendRight(LL_Result result) {
    right.trySend(1);
    result.r2 = Outcomes.of(left.tryReceive());
  }

  @Actor
  public void sendLeft(LL_Result result) {
    left.trySend(2);
    result.r1 = Outcomes.of(right.tryReceive());
  }
}
