package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A select over two channels races with a send to one and the close of the other: it is chosen by
 * one of them, and a value that it did not receive is still in the buffer (rules 7, 18 and 20).
 */
@JCStressTest
@Outcome(id = "1, none left", expect = Expect.ACCEPTABLE, desc = "The value was received.")
@Outcome(id = "closed, 1 left", expect = Expect.ACCEPTABLE, desc = "The close was found.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value was lost or delivered twice.")
@State
public class SelectVersusCloseTest {
  private final Channel<Integer> values = Channel.buffered(1);
  private final Channel<Integer> quit = Channel.unbuffered();
  private final Arrival arrival = new Arrival();

  @Actor
  public void receiver(LL_Result result) {
    ReceiveCase<Integer> value = values.receiveCase();
    ReceiveCase<Integer> end = quit.receiveCase();
    arrival.announce();
    SelectCase<?> chosen = Uninterrupted.call(() -> Select.await(value, end));
    result.r1 = Outcomes.of(chosen, chosen == value ? value : end);
  }

  @Actor
  public void closer() {
    arrival.await();
    Jitter.spin();
    quit.close();
    values.trySend(1);
  }

  @Arbiter
  public void drain(LL_Result result) {
    result.r2 = Outcomes.ofDrain(values);
  }
}
