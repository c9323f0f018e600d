package io.sluice.jcstress;

import io.sluice.channel.Channel;
import io.sluice.channel.Received;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * What precedes a close with a cause happens-before a tryReceive that reports it, cause included
 * (rule 22). An attempt that finds nothing promises nothing (rule 23).
 */
@JCStressTest
@Outcome(id = "null, 0", expect = Expect.ACCEPTABLE, desc = "Too early.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The write before is visible after.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The write before is not visible after.")
@State
public class CloseTryReceivePublicationTest {
  private final Channel<String> channel = Channel.buffered(1);
  private int data;

  @Actor
  public void closer() {
    data = 1;
    channel.close(new Cause(1));
  }

  @Actor
  public void receiver(LI_Result result) {
    if (channel.tryReceive() instanceof Received.Closed<String>(Throwable cause)) {
      result.r1 = ((Cause) cause).code;
      result.r2 = data;
    }
  }

  /** Not a final field: that would be visible without any edge. */
  private static final class Cause extends RuntimeException {
    private static final long serialVersionUID = 1;

    private int code;

    Cause(int code) {
      super(null, null, false, false);
      this.code = code;
    }
  }
}
