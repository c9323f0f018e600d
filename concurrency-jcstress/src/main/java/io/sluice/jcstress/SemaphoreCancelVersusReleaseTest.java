package io.sluice.jcstress;

import io.sluice.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A cancellation races with the release that grants a request (rule 25): either the acquire throws
 * and has nothing, or it returns and has the permit.
 */
@JCStressTest
@Outcome(
    id = "acquired, Semaphore[0 of 1 free]",
    expect = Expect.ACCEPTABLE,
    desc = "The release won.")
@Outcome(
    id = "interrupted, Semaphore[1 of 1 free]",
    expect = Expect.ACCEPTABLE,
    desc = "The cancellation won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The permit was lost or invented.")
@State
public class SemaphoreCancelVersusReleaseTest {
  private final Semaphore semaphore = new Semaphore(1);
  private final OneThreadSignal signal = new OneThreadSignal();
  private final Arrival arrival = new Arrival();

  {
    Uninterrupted.run(semaphore::acquire);
  }

  @Actor
  public void acquirer(LL_Result result) {
    arrival.announce();
    try {
      semaphore.acquire(signal);
      result.r1 = "acquired";
    } catch (InterruptedException e) {
      result.r1 = "interrupted";
    }
  }

  @Actor
  public void releaser() {
    arrival.await();
    Jitter.spin();
    signal.cancel();
    Jitter.spin();
    semaphore.release();
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r2 = semaphore.toString();
  }
}
