package io.sluice.jcstress;

import io.sluice.sync.WaitGroup;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;

/**
 * Two tasks are done, and each waits for both (rules 24 and 36): whichever is last releases both,
 * and what preceded either done is visible to both.
 */
@JCStressTest
@Outcome(
    id = "1, 1, WaitGroup[count 0, waiters 0]",
    expect = Expect.ACCEPTABLE,
    desc = "Both were released, after both were done.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released too soon, or a write was not visible.")
@State
public class WaitGroupBarrierTest {
  private final WaitGroup group = new WaitGroup();
  private int left;
  private int right;

  {
    group.add(2);
  }

  @Actor
  public void left(IIL_Result result) {
    left = 1;
    group.done();
    Uninterrupted.run(group::await);
    result.r1 = right;
  }

  @Actor
  public void right(IIL_Result result) {
    right = 1;
    group.done();
    Uninterrupted.run(group::await);
    result.r2 = left;
  }

  @Arbiter
  public void end(IIL_Result result) {
    result.r3 = group.toString();
  }
}
