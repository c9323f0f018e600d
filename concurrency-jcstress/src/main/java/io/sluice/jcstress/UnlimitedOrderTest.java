package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Values come in the order in which they were sent, and a value that was sent is not missed (rules
 * 2 and 10), in the buffer that grows by chunks.
 */
@JCStressTest
@Outcome(
    id = {"empty, empty", "empty, 1", "1, empty", "1, 2"},
    expect = Expect.ACCEPTABLE,
    desc = "In order.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Out of order.")
@State
public class UnlimitedOrderTest {
  private final Channel<Integer> channel = Channel.unlimited();

  @Actor
  public void sender() {
    channel.trySend(1);
    channel.trySend(2);
  }

  @Actor
  public void receiver(LL_Result result) {
    result.r1 = Outcomes.of(channel.tryReceive());
    result.r2 = Outcomes.of(channel.tryReceive());
  }
}
