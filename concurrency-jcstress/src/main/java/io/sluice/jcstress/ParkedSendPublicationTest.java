package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * What precedes a send that waits at a full buffer happens-before the receive of its value (rule
 * 22), though a third party, the receiver of the head, moves it into the buffer (rule 2).
 */
@JCStressTest
@Outcome(
    id = "0, 1",
    expect = Expect.ACCEPTABLE,
    desc = "In order, and the write before is visible after.")
@Outcome(
    expect = Expect.FORBIDDEN,
    desc = "Out of order, or the write before is not visible after.")
@State
public class ParkedSendPublicationTest {
  private final Channel<Integer> channel = Channel.buffered(1);
  private int data;

  public ParkedSendPublicationTest() {
    channel.trySend(0);
  }

  @Actor
  public void sender() {
    data = 1;
    Uninterrupted.run(() -> channel.send(1));
  }

  @Actor
  public void receiver(II_Result result) {
    result.r1 = Uninterrupted.call(channel::receive);
    Uninterrupted.run(channel::receive);
    result.r2 = data;
  }
}
