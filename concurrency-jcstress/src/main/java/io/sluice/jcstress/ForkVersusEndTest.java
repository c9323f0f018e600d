package io.sluice.jcstress;

import io.sluice.context.Context;
import io.sluice.scope.Scope;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A fork by a foreign thread against the end of the scope: its task runs before, or never. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Forked, and run before the end.")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Refused.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Run after the end, or lost.")
@State
public class ForkVersusEndTest {

  private int ran;
  private volatile Scope running;

  @Actor
  public void scope(II_Result result) {
    Uninterrupted.call(
        () ->
            Scope.run(
                Context.background(),
                scope -> {
                  running = scope;
                  return null;
                }));
    result.r1 = ran;
  }

  @Actor
  public void forker(II_Result result) {
    while (running == null) {
      Thread.onSpinWait();
    }
    try {
      running.go(context -> ran = 1);
      result.r2 = 1;
    } catch (IllegalStateException e) {
      result.r2 = 0;
    }
  }
}
