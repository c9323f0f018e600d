package io.sluice.jcstress;

import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.Timers;
import java.time.Duration;
import java.time.Instant;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A due tick is received once: exactly one of two receivers gets it (rule 40). */
@JCStressTest
@Outcome(
    id = {"true, false", "false, true"},
    expect = Expect.ACCEPTABLE,
    desc = "Exactly one got it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The tick was lost or delivered twice.")
@State
public class TickVersusTickTest {
  private final ReceiveChannel<Instant> timer = Timers.after(Duration.ZERO);

  @Actor
  public void left(ZZ_Result result) {
    result.r1 = timer.tryReceive().isValue();
  }

  @Actor
  public void right(ZZ_Result result) {
    result.r2 = timer.tryReceive().isValue();
  }
}
