package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.Select;
import io.sluice.channel.SelectCase;
import io.sluice.channel.Timers;
import java.time.Duration;
import java.time.Instant;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZL_Result;

/**
 * A tick becomes due in a select that waits for a partner as well: exactly one of them is chosen,
 * and a tick that was not received is still pending (rules 18 and 40).
 */
@JCStressTest
@Outcome(id = "1, true, pending", expect = Expect.ACCEPTABLE, desc = "The partner won.")
@Outcome(id = "tick, false, none", expect = Expect.ACCEPTABLE, desc = "The tick won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both were chosen, or one of them was lost.")
@State
public class SelectVersusTickTest {
  private static final long DELAY_NANOS = 20_000;

  private ReceiveChannel<Instant> timer;
  private long started;
  private final Channel<Integer> channel = Channel.unbuffered();
  private final Arrival arrival = new Arrival();

  @Actor
  public void receiver(LZL_Result result) {
    ReceiveCase<Integer> receive = channel.receiveCase();
    arrival.announce();
    timer = Timers.after(Duration.ofNanos(DELAY_NANOS));
    started = System.nanoTime();
    ReceiveCase<Instant> tick = timer.receiveCase();
    SelectCase<?> chosen = Uninterrupted.call(() -> Select.await(tick, receive));
    result.r1 = chosen == tick ? "tick" : Outcomes.of(chosen, receive);
  }

  @Actor
  public void sender(LZL_Result result) {
    arrival.await();
    Jitter.spin();
    result.r2 = channel.trySend(1);
  }

  @Arbiter
  public void lookForTick(LZL_Result result) {
    while (System.nanoTime() - started < DELAY_NANOS) {
      Thread.onSpinWait();
    }
    result.r3 = timer.size() == 1 ? "pending" : "none";
  }
}
