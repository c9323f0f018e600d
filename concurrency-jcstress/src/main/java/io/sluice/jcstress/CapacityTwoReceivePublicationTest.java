package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The k-th receive happens-before the completion of send k + 2 on a channel of capacity 2 (rule
 * 22): the third send completes only after what preceded the first receive.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The write before is visible after.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The write before is not visible after.")
@State
public class CapacityTwoReceivePublicationTest {
  private final Channel<Integer> channel = Channel.buffered(2);
  private int data;

  public CapacityTwoReceivePublicationTest() {
    channel.trySend(1);
    channel.trySend(2);
  }

  @Actor
  public void sender(I_Result result) {
    Uninterrupted.run(() -> channel.send(3));
    result.r1 = data;
  }

  @Actor
  public void receiver() {
    data = 1;
    Uninterrupted.run(channel::receive);
  }
}
