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
import org.openjdk.jcstress.infra.results.LZZ_Result;

/**
 * A waiting select takes the first partner only: of two offers on two channels exactly one
 * succeeds, and the losing case leaves no residue that would take the other (rule 18).
 */
@JCStressTest
@Outcome(id = "1, true, false", expect = Expect.ACCEPTABLE, desc = "The left offer was taken.")
@Outcome(id = "2, false, true", expect = Expect.ACCEPTABLE, desc = "The right offer was taken.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both offers were taken, or the value is another's.")
@State
public class SelectVersusTwoSendsTest {
  private final Channel<Integer> left = Channel.unbuffered();
  private final Channel<Integer> right = Channel.unbuffered();

  @Actor
  public void receiver(LZZ_Result result) {
    ReceiveCase<Integer> receiveLeft = left.receiveCase();
    ReceiveCase<Integer> receiveRight = right.receiveCase();
    SelectCase<?> chosen = Uninterrupted.call(() -> Select.await(receiveLeft, receiveRight));
    result.r1 = Outcomes.of(chosen, chosen == receiveLeft ? receiveLeft : receiveRight);
  }

  @Actor
  public void sender(LZZ_Result result) {
    while (!result.r2 && !result.r3) {
      result.r2 = left.trySend(1);
      result.r3 = right.trySend(2);
    }
  }
}
