package io.sluice.jcstress;

import io.sluice.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A semaphore of one permit is a mutex: what precedes a release happens-before what follows the
 * acquire that got the permit. The counter is a plain field.
 */
@JCStressTest
@Outcome(
    id = {"0, 1, 2", "1, 0, 2"},
    expect = Expect.ACCEPTABLE,
    desc = "One after the other.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both were inside at once, or a write was not visible.")
@State
public class SemaphoreMutexTest {
  private final Semaphore mutex = new Semaphore(1);
  private int counter;

  @Actor
  public void left(III_Result result) {
    result.r1 = countInside();
  }

  @Actor
  public void right(III_Result result) {
    result.r2 = countInside();
  }

  @Arbiter
  public void total(III_Result result) {
    result.r3 = counter;
  }

  private int countInside() {
    Uninterrupted.run(mutex::acquire);
    int before = counter;
    counter = before + 1;
    mutex.release();
    return before;
  }
}
