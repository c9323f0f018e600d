package io.sluice.jcstress;

import io.sluice.time.TimeSource;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** The clock read after both actors ended is not before what either of them read. */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "The clock does not go back.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The clock went back.")
@State
public class TimeSourceOrder {
  private long left;
  private long right;

  @Actor
  public void readLeft() {
    left = TimeSource.nanoTime();
  }

  @Actor
  public void readRight() {
    right = TimeSource.nanoTime();
  }

  @Arbiter
  public void compare(Z_Result result) {
    long now = TimeSource.nanoTime();
    result.r1 = now - left >= 0 && now - right >= 0;
  }
}
