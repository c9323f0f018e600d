package io.sluice.jcstress;

import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.scope.Scope;
import io.sluice.scope.Subtask;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A task ends, its scope ends, and another thread joins the task meanwhile: it gets the result, and
 * sees what the task wrote (rule 24). So does the thread that runs the scope.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Both see what the task wrote.")
@Outcome(id = "1, -1", expect = Expect.FORBIDDEN, desc = "The join of an ended task failed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A write is not visible.")
@State
public class SubtaskJoinVersusEndTest {

  private int plain;
  private volatile Subtask<Integer> task;

  @Actor
  public void scope(II_Result result) {
    Uninterrupted.call(
        () ->
            Scope.run(
                Context.background(),
                scope -> {
                  task = scope.fork(context -> plain = 1);
                  return null;
                }));
    result.r1 = plain;
  }

  @Actor
  public void joiner(II_Result result) {
    while (task == null) {
      Thread.onSpinWait();
    }
    try {
      result.r2 = task.join() * plain;
    } catch (CancelledException e) {
      result.r2 = -1;
    } catch (Exception e) {
      throw new AssertionError("nobody interrupts this actor, and the task succeeds", e);
    }
  }
}
