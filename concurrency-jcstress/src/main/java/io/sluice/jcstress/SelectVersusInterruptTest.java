package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * An interrupt races with the partner of a waiting select (rule 25): either it throws and nothing
 * was transferred, or a case was chosen and the interrupt status stays set.
 */
@JCStressTest
@Outcome(id = "1 and flag, true", expect = Expect.ACCEPTABLE, desc = "The partner won.")
@Outcome(id = "interrupted, false", expect = Expect.ACCEPTABLE, desc = "The interrupt won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or invented, or the interrupt was.")
@State
public class SelectVersusInterruptTest {
  private final Channel<Integer> channel = Channel.unbuffered();
  private final Channel<Integer> idle = Channel.unbuffered();
  private final InterruptibleRegion region = new InterruptibleRegion();

  @Actor
  public void receiver(LZ_Result result) {
    ReceiveCase<Integer> receive = channel.receiveCase();
    region.enter();
    String outcome =
        Outcomes.ofReceive(
            () -> {
              Select.await(idle.receiveCase(), receive);
              return receive.value();
            });
    result.r1 = region.leave() ? outcome + " and flag" : outcome;
  }

  @Actor
  public void sender(LZ_Result result) {
    region.interrupt();
    Jitter.spin();
    result.r2 = channel.trySend(1);
  }
}
