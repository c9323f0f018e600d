package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.Select;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A select that sends races with a receiver and a close: it throws exactly if its value was not
 * taken (rules 6, 15 and 20).
 */
@JCStressTest
@Outcome(id = "sent, 1", expect = Expect.ACCEPTABLE, desc = "The receive won.")
@Outcome(id = "closed, empty", expect = Expect.ACCEPTABLE, desc = "The close won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or invented.")
@State
public class SelectSendVersusCloseTest {
  private final Channel<Integer> channel = Channel.unbuffered();
  private final Channel<Integer> idle = Channel.unbuffered();
  private final Arrival arrival = new Arrival();

  @Actor
  public void sender(LL_Result result) {
    arrival.announce();
    result.r1 = Outcomes.ofSend(() -> Select.await(idle.receiveCase(), channel.sendCase(1)));
  }

  @Actor
  public void closer(LL_Result result) {
    arrival.await();
    Jitter.spin();
    result.r2 = Outcomes.of(channel.tryReceive());
    channel.close();
  }
}
