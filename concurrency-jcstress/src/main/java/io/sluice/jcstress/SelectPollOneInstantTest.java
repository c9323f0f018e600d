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
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A poll judges all its cases at one instant (rule 17): while a token moves from one channel to the
 * other, present in at least one of them at any time, a poll never finds both empty.
 */
@JCStressTest
@Outcome(
    id = {"old", "new"},
    expect = Expect.ACCEPTABLE,
    desc = "The token was found.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The poll looked at the channels at different instants.")
@State
public class SelectPollOneInstantTest {
  private final Channel<String> from = Channel.buffered(1);
  private final Channel<String> to = Channel.buffered(1);

  public SelectPollOneInstantTest() {
    from.trySend("old");
  }

  @Actor
  public void mover() {
    to.trySend("new");
    from.tryReceive();
  }

  @Actor
  public void poller(L_Result result) {
    ReceiveCase<String> receiveTo = to.receiveCase();
    ReceiveCase<String> receiveFrom = from.receiveCase();
    SelectCase<?> chosen = Select.poll(receiveTo, receiveFrom);
    result.r1 = Outcomes.of(chosen, chosen == receiveTo ? receiveTo : receiveFrom);
  }
}
