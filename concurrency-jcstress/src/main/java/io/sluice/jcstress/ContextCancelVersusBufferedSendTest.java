package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A receiver waits with a context while a value is sent and then the context cancelled (rule 25):
 * it gets the value, or throws and leaves it.
 */
@JCStressTest
@Outcome(id = "1, none left", expect = Expect.ACCEPTABLE, desc = "The value was received.")
@Outcome(
    id = "interrupted, 1 left",
    expect = Expect.ACCEPTABLE,
    desc = "The cancellation won, and the value was kept.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or doubled.")
@State
public class ContextCancelVersusBufferedSendTest {
  private final CancellableContext parent = Context.background().withCancel();
  private final CancellableContext child = parent.withCancel();
  private final Channel<Integer> channel = Channel.buffered(1);
  private final Arrival arrival = new Arrival();

  @Actor
  public void receiver(LL_Result result) {
    arrival.announce();
    result.r1 = Outcomes.ofReceive(() -> channel.receive(child));
  }

  @Actor
  public void sender() {
    arrival.await();
    Jitter.spin();
    channel.trySend(1);
    parent.cancel();
  }

  @Arbiter
  public void left(LL_Result result) {
    result.r2 = Outcomes.ofDrain(channel);
  }
}
