package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * tryReceive never reports "closed" while a value is buffered, nor "empty" once it is closed: one
 * thread sends and closes, the other looks twice (rule 10).
 */
@JCStressTest
@Outcome(
    id = {"empty, empty", "empty, 1", "1, empty", "1, closed"},
    expect = Expect.ACCEPTABLE,
    desc = "As in some order of the steps.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The buffered value was missed or delivered twice.")
@State
public class TryReceiveVersusCloseTest {
  private final Channel<Integer> channel = Channel.buffered(1);

  @Actor
  public void sender() {
    channel.trySend(1);
    channel.close();
  }

  @Actor
  public void receiver(LL_Result result) {
    result.r1 = Outcomes.of(channel.tryReceive());
    result.r2 = Outcomes.of(channel.tryReceive());
  }
}
