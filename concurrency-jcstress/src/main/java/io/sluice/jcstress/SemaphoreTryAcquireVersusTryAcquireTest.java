package io.sluice.jcstress;

import io.sluice.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/**
 * Two threads try to acquire two of three permits: one of them does, never both, and never none.
 */
@JCStressTest
@Outcome(
    id = {"true, false, 1", "false, true, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "One of them acquired.")
@Outcome(
    expect = Expect.FORBIDDEN,
    desc = "Permits were invented, or refused though they were free.")
@State
public class SemaphoreTryAcquireVersusTryAcquireTest {
  private final Semaphore semaphore = new Semaphore(3);

  @Actor
  public void left(LLI_Result result) {
    result.r1 = semaphore.tryAcquire(2);
  }

  @Actor
  public void right(LLI_Result result) {
    result.r2 = semaphore.tryAcquire(2);
  }

  @Arbiter
  public void end(LLI_Result result) {
    result.r3 = (int) semaphore.available();
  }
}
