package io.sluice.jcstress;

import io.sluice.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A value received by a try-operation brings along what preceded its send (rule 22). The payload
 * has plain fields only. An attempt that finds nothing promises nothing (rule 23).
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Too early.")
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The write before is visible after.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The payload is not fully visible.")
@State
public class TrySendPublicationTest {
  private final Channel<Payload> channel = Channel.buffered(1);

  @Actor
  public void sender() {
    channel.trySend(new Payload(1, 2));
  }

  @Actor
  public void receiver(II_Result result) {
    Payload payload = channel.tryReceive().orNull();
    if (payload != null) {
      result.r1 = payload.first;
      result.r2 = payload.second;
    }
  }

  /** Not final fields: those would be visible without any edge. */
  private static final class Payload {
    private int first;
    private int second;

    Payload(int first, int second) {
      this.first = first;
      this.second = second;
    }
  }
}
