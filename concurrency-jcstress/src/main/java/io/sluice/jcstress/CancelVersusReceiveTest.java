package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A cancellation races with the receiver that takes a waiting sender's value (rule 25): either the
 * send throws and nothing was taken, or it returns.
 */
@JCStressTest
@Outcome(id = "sent, 1", expect = Expect.ACCEPTABLE, desc = "The receive won.")
@Outcome(id = "interrupted, empty", expect = Expect.ACCEPTABLE, desc = "The cancellation won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or invented.")
@State
public class CancelVersusReceiveTest {
  private final Channel<Integer> channel = Channel.unbuffered();
  private final OneThreadSignal signal = new OneThreadSignal();
  private final Arrival arrival = new Arrival();

  @Actor
  public void sender(LL_Result result) {
    arrival.announce();
    result.r1 = Outcomes.ofSend(() -> channel.send(signal, 1));
  }

  @Actor
  public void receiver(LL_Result result) {
    arrival.await();
    Jitter.spin();
    signal.cancel();
    Jitter.spin();
    result.r2 = Outcomes.of(channel.tryReceive());
  }
}
