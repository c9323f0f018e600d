package io.sluice.jcstress;

import io.sluice.sync.SyncMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What precedes a put is seen by whoever reads the value (rule 24). */
@JCStressTest
@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "Not put yet.")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "Put, and published.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The value is seen without what precedes it.")
@State
public class SyncMapPublicationTest {
  private final SyncMap<Integer, int[]> map = new SyncMap<>();

  @Actor
  public void put() {
    int[] box = new int[1];
    box[0] = 1;
    map.put(1, box);
  }

  @Actor
  public void get(I_Result result) {
    int[] box = map.get(1);
    result.r1 = box == null ? -1 : box[0];
  }
}
