package io.sluice.jcstress;

import io.sluice.channel.CancelSignal;
import io.sluice.channel.ReceiveChannel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** One ceases to observe a context while it is cancelled: the others are reached all the same. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "The others were reached.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The list of the observers was damaged.")
@State
public class DisarmVersusCancelTest {
  private final CancellableContext parent = Context.background().withCancel();
  private final CancellableContext context = parent.withCancel();
  private final ReceiveChannel<Void> before = context.done();
  private final CancelSignal.Subscription subscription =
      context.unparkWhenDone(Thread.currentThread());
  private final ReceiveChannel<Void> after = context.withCancel().done();

  @Actor
  public void leaver() {
    subscription.close();
  }

  @Actor
  public void canceller() {
    parent.cancel();
  }

  @Arbiter
  public void others(ZZ_Result result) {
    result.r1 = before.tryReceive().isClosed();
    result.r2 = after.tryReceive().isClosed();
  }
}
