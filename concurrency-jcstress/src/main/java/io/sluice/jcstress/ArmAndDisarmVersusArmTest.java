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
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * One arms and disarms a context while another arms it to stay: the cancel of one above reaches who
 * stayed, and wakes nobody who had left.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Disarmed, and reached.")
@Outcome(
    expect = Expect.FORBIDDEN,
    desc = "Who observes was not reached, or a closed registration ran.")
@State
public class ArmAndDisarmVersusArmTest {
  private final CancellableContext grandparent = Context.background().withCancel();
  private final CancellableContext parent = grandparent.withCancel();
  private final CancellableContext context = parent.withCancel();
  private ReceiveChannel<Void> done;

  @Actor
  public void stayer() {
    done = context.done();
  }

  @Actor
  public void passer(ZZ_Result result) {
    result.r1 = context.onCancel(() -> {}).close();
  }

  @Arbiter
  public void canceller(ZZ_Result result) {
    grandparent.cancel();
    result.r2 = done.tryReceive().isClosed();
  }
}
