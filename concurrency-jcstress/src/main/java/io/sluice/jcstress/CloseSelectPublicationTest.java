package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** What precedes a close happens-before the select that it wakes (rules 20 and 22). */
@JCStressTest
@Outcome(id = "closed, 1", expect = Expect.ACCEPTABLE, desc = "The write before is visible after.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The write before is not visible after.")
@State
public class CloseSelectPublicationTest {
  private final Channel<String> channel = Channel.unbuffered();
  private final Channel<String> idle = Channel.unbuffered();
  private int data;

  @Actor
  public void closer() {
    data = 1;
    channel.close();
  }

  @Actor
  public void receiver(LI_Result result) {
    ReceiveCase<String> receive = channel.receiveCase();
    SelectCase<?> chosen = Uninterrupted.call(() -> Select.await(idle.receiveCase(), receive));
    result.r1 = chosen == receive && receive.isClosed() ? "closed" : "open";
    result.r2 = data;
  }
}
