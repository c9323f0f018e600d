package io.sluice.jcstress;

import io.sluice.sync.WaitGroup;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * An await races with the add and the done of a task (rule 36): it returns, before or after, and
 * leaves no waiter behind.
 */
@JCStressTest
@Outcome(
    id = "WaitGroup[count 0, waiters 0]",
    expect = Expect.ACCEPTABLE,
    desc = "Returned, with nothing left.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A task or a waiter was left behind.")
@State
public class WaitGroupAwaitVersusAddTest {
  private final WaitGroup group = new WaitGroup();

  @Actor
  public void task() {
    group.add(1);
    Jitter.spin();
    group.done();
  }

  @Actor
  public void waiter() {
    Jitter.spin();
    Uninterrupted.run(group::await);
  }

  @Arbiter
  public void end(L_Result result) {
    result.r1 = group.toString();
  }
}
