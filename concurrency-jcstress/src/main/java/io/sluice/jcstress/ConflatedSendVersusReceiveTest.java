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
 * A send replaces the value of a conflated channel while a receive takes it: the latest value is
 * never lost, and an older one never comes after it.
 */
@JCStressTest
@Outcome(id = "0, 1 left", expect = Expect.ACCEPTABLE, desc = "The older one was received first.")
@Outcome(id = "1, none left", expect = Expect.ACCEPTABLE, desc = "It was replaced first.")
@Outcome(
    expect = Expect.FORBIDDEN,
    desc = "The latest value was lost or delivered twice, or the older one came again.")
@State
public class ConflatedSendVersusReceiveTest {
  private final Channel<Integer> channel = Channel.conflated();

  public ConflatedSendVersusReceiveTest() {
    channel.trySend(0);
  }

  @Actor
  public void sender() {
    channel.trySend(1);
  }

  @Actor
  public void receiver(LL_Result result) {
    result.r1 = Outcomes.of(channel.tryReceive());
  }

  @Arbiter
  public void drain(LL_Result result) {
    result.r2 = Outcomes.ofDrain(channel);
  }
}
