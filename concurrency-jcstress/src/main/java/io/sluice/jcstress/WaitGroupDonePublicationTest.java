package io.sluice.jcstress;

import io.sluice.sync.WaitGroup;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What precedes a done happens-before the return of the await that it releases (rule 24). */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The write before is visible after.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The write before is not visible after.")
@State
public class WaitGroupDonePublicationTest {
  private final WaitGroup group = new WaitGroup();
  private int data;

  {
    group.add(1);
  }

  @Actor
  public void task() {
    data = 1;
    group.done();
  }

  @Actor
  public void waiter(I_Result result) {
    Uninterrupted.run(group::await);
    result.r1 = data;
  }
}
