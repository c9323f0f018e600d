package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A receive races with close-and-drain for one buffered value: exactly one of them gets it (rule
 * 7).
 */
@JCStressTest
@Outcome(id = "1, none left", expect = Expect.ACCEPTABLE, desc = "Received.")
@Outcome(id = "closed, 1 left", expect = Expect.ACCEPTABLE, desc = "Drained.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or delivered twice.")
@State
public class ReceiveVersusCloseTest {
  private final Channel<Integer> channel = Channel.buffered(1);

  public ReceiveVersusCloseTest() {
    channel.trySend(1);
  }

  @Actor
  public void receiver(LL_Result result) {
    result.r1 = Outcomes.of(Uninterrupted.call(channel::receiveOrClosed));
  }

  @Actor
  public void closer(LL_Result result) {
    result.r2 = Outcomes.ofDrain(channel);
  }
}
