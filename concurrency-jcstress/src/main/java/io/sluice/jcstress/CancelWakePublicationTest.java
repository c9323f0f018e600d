package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** Who was woken by a cancel sees what was written before it. */
@JCStressTest
@Outcome(id = "interrupted, 1", expect = Expect.ACCEPTABLE, desc = "Woken, or refused on entry.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Woken, but what came before is not seen.")
@State
public class CancelWakePublicationTest {
  private final CancellableContext parent = Context.background().withCancel();
  private final CancellableContext child = parent.withCancel();
  private int plain;

  @Actor
  public void canceller() {
    Jitter.spin();
    plain = 1;
    parent.cancel();
  }

  @Actor
  public void waiter(LI_Result result) {
    result.r1 = Outcomes.ofReceive(() -> Channel.<Integer>never().receive(child));
    result.r2 = plain;
  }
}
