package io.sluice.jcstress;

import io.sluice.channel.Ticker;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** No tick is received after a stop returned, also while somebody else is receiving (rule 40). */
@JCStressTest
@Outcome(
    id = {"tick, empty", "empty, empty"},
    expect = Expect.ACCEPTABLE,
    desc = "No tick after the stop.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A stale tick was received after the stop.")
@State
public class StopVersusTickTest {
  private final Ticker ticker = Ticker.every(Duration.ofNanos(1));

  @Actor
  public void receiver(LL_Result result) {
    result.r1 = ticker.channel().tryReceive().isValue() ? "tick" : "empty";
  }

  @Actor
  public void stopper(LL_Result result) {
    ticker.stop();
    result.r2 = ticker.channel().tryReceive().isValue() ? "tick" : "empty";
  }
}
