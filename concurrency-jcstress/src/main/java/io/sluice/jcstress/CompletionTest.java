package io.sluice.jcstress;

import io.sluice.scope.OnceValue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads ask for a value that is computed once: both get it, neither sleeps through its
 * arrival, and what the computation wrote is visible to both.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Computed once, and visible to both.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Computed twice, or a write is not visible.")
@State
public class CompletionTest {

  /** Written by the computation, without synchronization of its own. */
  private int plain;

  private final OnceValue<int[]> value = OnceValue.of(this::compute);

  private int[] compute() {
    int[] computed = {plain};
    plain++;
    computed[0]++;
    return computed;
  }

  private int get() {
    return Uninterrupted.call(value::get)[0] * plain;
  }

  @Actor
  public void one(II_Result result) {
    result.r1 = get();
  }

  @Actor
  public void other(II_Result result) {
    result.r2 = get();
  }
}
