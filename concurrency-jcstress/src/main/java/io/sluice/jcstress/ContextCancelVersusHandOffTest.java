package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * The cancel of a context races with the hand-off to a receiver that waits with a child of it (rule
 * 25): either the receive throws and nothing was transferred, or it returns the value.
 */
@JCStressTest
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "The hand-off won.")
@Outcome(id = "interrupted, false", expect = Expect.ACCEPTABLE, desc = "The cancellation won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or invented.")
@State
public class ContextCancelVersusHandOffTest {
  private final CancellableContext parent = Context.background().withCancel();
  private final CancellableContext child = parent.withCancel();
  private final Channel<Integer> channel = Channel.unbuffered();
  private final Arrival arrival = new Arrival();

  @Actor
  public void receiver(LZ_Result result) {
    arrival.announce();
    result.r1 = Outcomes.ofReceive(() -> channel.receive(child));
  }

  @Actor
  public void sender(LZ_Result result) {
    arrival.await();
    Jitter.spin();
    parent.cancel();
    Jitter.spin();
    result.r2 = channel.trySend(1);
  }
}
