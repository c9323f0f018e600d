package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Two who begin to wait, in a context and below it, while its deadline passes: both are woken. */
@JCStressTest
@Outcome(
    id = "deadline, deadline",
    expect = Expect.ACCEPTABLE,
    desc = "Woken, or refused on entry.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Ended otherwise than by the deadline.")
@State
public class ArmVersusDeadlineTest {
  private final Arrival arrival = new Arrival();

  /** Published by the arrival. */
  private CancellableContext context;

  @Actor
  public void above(LL_Result result) {
    context = Context.background().withTimeout(Duration.ofNanos(Jitter.nextNanos()));
    arrival.announce();
    result.r1 = waitIn(context);
  }

  @Actor
  public void below(LL_Result result) {
    arrival.await();
    result.r2 = waitIn(context.withCancel());
  }

  private static String waitIn(Context context) {
    String outcome = Outcomes.ofReceive(() -> Channel.<Integer>never().receive(context));
    boolean byDeadline = context.state() == Context.State.DEADLINE_EXCEEDED;
    return byDeadline && outcome.equals("interrupted") ? "deadline" : outcome;
  }
}
