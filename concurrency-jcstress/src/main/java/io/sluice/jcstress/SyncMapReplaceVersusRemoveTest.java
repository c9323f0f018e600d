package io.sluice.jcstress;

import io.sluice.sync.SyncMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** Of a replacement and a removal of one value, one succeeds (rule 38). */
@JCStressTest
@Outcome(id = "true, false, 2 of 1", expect = Expect.ACCEPTABLE, desc = "Replaced.")
@Outcome(id = "false, true, null of 0", expect = Expect.ACCEPTABLE, desc = "Removed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both succeeded, or neither.")
@State
public class SyncMapReplaceVersusRemoveTest {
  private final SyncMap<Integer, Integer> map = new SyncMap<>();

  public SyncMapReplaceVersusRemoveTest() {
    map.put(1, 1);
  }

  @Actor
  public void replace(ZZL_Result result) {
    result.r1 = map.replace(1, 1, 2);
  }

  @Actor
  public void remove(ZZL_Result result) {
    result.r2 = map.remove(1, 1);
  }

  @Arbiter
  public void look(ZZL_Result result) {
    result.r3 = map.get(1) + " of " + map.size();
  }
}
