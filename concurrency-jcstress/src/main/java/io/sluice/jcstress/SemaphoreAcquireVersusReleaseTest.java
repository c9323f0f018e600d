package io.sluice.jcstress;

import io.sluice.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A request that does not fit queues just as the permit that it lacks is released: it is granted,
 * and nobody waits for ever.
 */
@JCStressTest
@Outcome(id = "Semaphore[0 of 2 free]", expect = Expect.ACCEPTABLE, desc = "Granted.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Permits were lost or invented.")
@State
public class SemaphoreAcquireVersusReleaseTest {
  private final Semaphore semaphore = new Semaphore(2);

  {
    Uninterrupted.run(semaphore::acquire);
  }

  @Actor
  public void acquirer() {
    Jitter.spin();
    Uninterrupted.run(() -> semaphore.acquire(2));
  }

  @Actor
  public void releaser() {
    Jitter.spin();
    semaphore.release();
  }

  @Arbiter
  public void end(L_Result result) {
    result.r1 = semaphore.toString();
  }
}
