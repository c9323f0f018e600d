package io.sluice.jcstress;

import io.sluice.sync.WaitGroup;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A group is used again while a waiter of the previous round may not have returned (rule 36): the
 * add works, or is refused; the waiter returns in either case.
 */
@JCStressTest
@Outcome(
    id = "reused, WaitGroup[count 0, waiters 0]",
    expect = Expect.ACCEPTABLE,
    desc = "The waiter had returned, or had not come yet.")
@Outcome(
    id = "refused, WaitGroup[count 0, waiters 0]",
    expect = Expect.ACCEPTABLE,
    desc = "The waiter had not returned.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The rounds were mixed up.")
@State
public class WaitGroupReuseVersusAwaitTest {
  private final WaitGroup group = new WaitGroup();
  private final Arrival arrival = new Arrival();

  {
    group.add(1);
  }

  @Actor
  public void tasks(LL_Result result) {
    arrival.await();
    Jitter.spin();
    group.done();
    Jitter.spin();
    result.r1 = useAgain();
  }

  private String useAgain() {
    try {
      group.add(1);
    } catch (IllegalStateException misuse) {
      return "refused";
    }
    group.done();
    return "reused";
  }

  @Actor
  public void waiter() {
    arrival.announce();
    Uninterrupted.run(group::await);
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r2 = group.toString();
  }
}
