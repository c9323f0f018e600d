package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.Select;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A send and a receive that were chosen by selects have the edge of rule 22 as well, in both
 * directions on an unbuffered channel.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both writes before are visible after.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A write before is not visible after.")
@State
public class SelectSendPublicationTest {
  private final Channel<String> channel = Channel.unbuffered();
  private final Channel<String> idle = Channel.unbuffered();
  private int fromSender;
  private int fromReceiver;

  @Actor
  public void sender(II_Result result) {
    fromSender = 1;
    Uninterrupted.run(() -> Select.await(channel.sendCase("ready"), idle.receiveCase()));
    result.r2 = fromReceiver;
  }

  @Actor
  public void receiver(II_Result result) {
    fromReceiver = 2;
    Uninterrupted.run(() -> Select.await(idle.receiveCase(), channel.receiveCase()));
    result.r1 = fromSender;
  }
}
