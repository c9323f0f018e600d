package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * A cancellation races with the partner of a waiting select (rule 25): either it throws and nothing
 * was transferred, or a case was chosen.
 */
@JCStressTest
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "The partner won.")
@Outcome(id = "interrupted, false", expect = Expect.ACCEPTABLE, desc = "The cancellation won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or invented.")
@State
public class SelectVersusCancelTest {
  private final Channel<Integer> channel = Channel.unbuffered();
  private final Channel<Integer> idle = Channel.unbuffered();
  private final OneThreadSignal signal = new OneThreadSignal();
  private final Arrival arrival = new Arrival();

  @Actor
  public void receiver(LZ_Result result) {
    ReceiveCase<Integer> receive = channel.receiveCase();
    arrival.announce();
    result.r1 =
        Outcomes.ofReceive(
            () -> {
              Select.await(signal, idle.receiveCase(), receive);
              return receive.value();
            });
  }

  @Actor
  public void sender(LZ_Result result) {
    arrival.await();
    Jitter.spin();
    signal.cancel();
    Jitter.spin();
    result.r2 = channel.trySend(1);
  }
}
