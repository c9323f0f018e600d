package io.sluice.jcstress;

import io.sluice.channel.Channel;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/**
 * A timeout races with the receiver that takes a waiting sender's value (rule 25): the receiver has
 * the value exactly if the send reports success.
 */
@JCStressTest
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "The receive won.")
@Outcome(
    id = "false, empty",
    expect = Expect.ACCEPTABLE,
    desc = "The timeout won, or the receiver came first.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or invented.")
@State
public class TimeoutVersusReceiveTest {
  private static final Duration TIMEOUT = Duration.ofNanos(5_000);

  private final Channel<Integer> channel = Channel.unbuffered();
  private final Arrival arrival = new Arrival();

  @Actor
  public void sender(ZL_Result result) {
    arrival.announce();
    result.r1 = Uninterrupted.call(() -> channel.trySend(1, TIMEOUT));
  }

  @Actor
  public void receiver(ZL_Result result) {
    arrival.await();
    Jitter.spin();
    result.r2 = Outcomes.of(channel.tryReceive());
  }
}
