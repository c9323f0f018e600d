package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.Received;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** Of two closes exactly one succeeds, and its cause is the one that receivers see (rule 8). */
@JCStressTest
@Outcome(id = "true, false, left", expect = Expect.ACCEPTABLE, desc = "The left one closed.")
@Outcome(id = "false, true, right", expect = Expect.ACCEPTABLE, desc = "The right one closed.")
@Outcome(
    expect = Expect.FORBIDDEN,
    desc = "Both closed, or neither did, or the cause is another's.")
@State
public class CloseVersusCloseTest {
  private final Channel<Integer> channel = Channel.unbuffered();

  @Actor
  public void left(ZZL_Result result) {
    result.r1 = channel.tryClose(new RuntimeException("left"));
  }

  @Actor
  public void right(ZZL_Result result) {
    result.r2 = channel.tryClose(new RuntimeException("right"));
  }

  @Arbiter
  public void cause(ZZL_Result result) {
    if (channel.tryReceive() instanceof Received.Closed<Integer>(Throwable cause)) {
      result.r3 = cause.getMessage();
    }
  }
}
