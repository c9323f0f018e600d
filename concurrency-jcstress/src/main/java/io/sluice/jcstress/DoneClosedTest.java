package io.sluice.jcstress;

import io.sluice.channel.ReceiveChannel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A context that is done has its done channel closed (rule 29), also if one above it was cancelled.
 */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "Not cancelled yet.")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "Cancelled in between.")
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Cancelled.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Done, but the channel is open.")
@State
public class DoneClosedTest {
  private final CancellableContext parent = Context.background().withCancel();
  private final CancellableContext child = parent.withCancel();
  private final ReceiveChannel<Void> done = child.done();

  @Actor
  public void canceller() {
    parent.cancel();
  }

  @Actor
  public void looker(ZZ_Result result) {
    result.r1 = child.isDone();
    result.r2 = done.tryReceive().isClosed();
  }
}
