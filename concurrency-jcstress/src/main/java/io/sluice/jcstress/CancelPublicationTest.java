package io.sluice.jcstress;

import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/**
 * Who finds a context done sees what was written before the cancel of one above it, and its cause.
 */
@JCStressTest
@Outcome(id = "false, null", expect = Expect.ACCEPTABLE, desc = "Not cancelled yet.")
@Outcome(id = "true, written by the cause", expect = Expect.ACCEPTABLE, desc = "Cancelled.")
@Outcome(
    expect = Expect.FORBIDDEN,
    desc = "Done, but what came before is not seen, or the cause is not set.")
@State
public class CancelPublicationTest {
  private final CancellableContext parent = Context.background().withCancel();
  private final CancellableContext child = parent.withCancel();
  private String plain;

  @Actor
  public void canceller() {
    plain = "written";
    parent.cancel(new RuntimeException("the cause"));
  }

  @Actor
  public void looker(ZL_Result result) {
    result.r1 = child.isDone();
    if (result.r1) {
      Throwable cause = child.cause();
      result.r2 = plain + " by " + (cause == null ? "nothing" : cause.getMessage());
    }
  }
}
