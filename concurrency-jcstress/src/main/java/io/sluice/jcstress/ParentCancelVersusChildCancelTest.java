package io.sluice.jcstress;

import io.sluice.channel.ReceiveChannel;
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
 * A cancel races with that of a child: the child's cause is that of the first, and both of them
 * wake who is to be woken (rules 30, 32).
 */
@JCStressTest
@Outcome(id = "true, true, child closed", expect = Expect.ACCEPTABLE, desc = "The child was first.")
@Outcome(
    id = "true, false, parent closed",
    expect = Expect.ACCEPTABLE,
    desc = "The parent was first.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The cause is another's, or somebody was not woken.")
@State
public class ParentCancelVersusChildCancelTest {
  private final CancellableContext parent = Context.background().withCancel();
  private final CancellableContext child = parent.withCancel();
  private final ReceiveChannel<Void> done = child.withCancel().done();

  @Actor
  public void above(ZZL_Result result) {
    result.r1 = parent.cancel(new RuntimeException("parent"));
  }

  @Actor
  public void below(ZZL_Result result) {
    result.r2 = child.cancel(new RuntimeException("child"));
  }

  @Arbiter
  public void cause(ZZL_Result result) {
    String end = done.tryReceive().isClosed() ? " closed" : " open";
    result.r3 = child.cause().getMessage() + end;
  }
}
