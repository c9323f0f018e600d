package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * A timeout races with the partner of a waiting select (rule 25): it answers "none" exactly if
 * nothing was transferred.
 */
@JCStressTest
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "The partner won.")
@Outcome(
    id = "empty, false",
    expect = Expect.ACCEPTABLE,
    desc = "The timeout won, or the sender came first.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or invented.")
@State
public class SelectVersusTimeoutTest {
  private static final Duration TIMEOUT = Duration.ofNanos(5_000);

  private final Channel<Integer> channel = Channel.unbuffered();
  private final Channel<Integer> idle = Channel.unbuffered();
  private final Arrival arrival = new Arrival();

  @Actor
  public void receiver(LZ_Result result) {
    ReceiveCase<Integer> receive = channel.receiveCase();
    arrival.announce();
    result.r1 =
        Outcomes.of(
            Uninterrupted.call(() -> Select.await(TIMEOUT, idle.receiveCase(), receive)), receive);
  }

  @Actor
  public void sender(LZ_Result result) {
    arrival.await();
    Jitter.spin();
    result.r2 = channel.trySend(1);
  }
}
