package io.sluice.jcstress;

import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * Of two cancels exactly one succeeds, and its cause is the one that is told, here and below (rule
 * 30).
 */
@JCStressTest
@Outcome(
    id = "true, false, left left",
    expect = Expect.ACCEPTABLE,
    desc = "The left one was first.")
@Outcome(
    id = "false, true, right right",
    expect = Expect.ACCEPTABLE,
    desc = "The right one was first.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both, or neither, or the cause is another's.")
@State
public class CancelVersusCancelTest {
  private final CancellableContext context = Context.background().withCancel();
  private final CancellableContext child = context.withCancel();

  @Actor
  public void left(ZZL_Result result) {
    result.r1 = context.cancel(new RuntimeException("left"));
  }

  @Actor
  public void right(ZZL_Result result) {
    result.r2 = context.cancel(new RuntimeException("right"));
  }

  @Arbiter
  public void cause(ZZL_Result result) {
    result.r3 = child.cause().getMessage() + " " + context.cause().getMessage();
  }
}
