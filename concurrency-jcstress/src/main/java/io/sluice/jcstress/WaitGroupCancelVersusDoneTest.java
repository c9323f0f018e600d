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
 * A cancellation races with the done that releases a waiter (rules 25 and 36): the await throws or
 * returns, and leaves no waiter behind.
 */
@JCStressTest
@Outcome(
    id = "released, WaitGroup[count 0, waiters 0]",
    expect = Expect.ACCEPTABLE,
    desc = "The done won.")
@Outcome(
    id = "interrupted, WaitGroup[count 0, waiters 0]",
    expect = Expect.ACCEPTABLE,
    desc = "The cancellation won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A waiter was left behind.")
@State
public class WaitGroupCancelVersusDoneTest {
  private final WaitGroup group = new WaitGroup();
  private final OneThreadSignal signal = new OneThreadSignal();
  private final Arrival arrival = new Arrival();

  {
    group.add(1);
  }

  @Actor
  public void waiter(LL_Result result) {
    arrival.announce();
    try {
      group.await(signal);
      result.r1 = "released";
    } catch (InterruptedException e) {
      result.r1 = "interrupted";
    }
  }

  @Actor
  public void task() {
    arrival.await();
    Jitter.spin();
    signal.cancel();
    Jitter.spin();
    group.done();
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r2 = group.toString();
  }
}
