package io.sluice.jcstress;

import io.sluice.sync.SyncMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** What is removed and put again while its entry moves is there once, with the new value. */
@JCStressTest
@Outcome(id = "true, new of 13 then null", expect = Expect.ACCEPTABLE, desc = "As it should be.")
@Outcome(expect = Expect.FORBIDDEN, desc = "It came back, was lost, or is there twice.")
@State
public class SyncMapRemoveVersusMigrationTest {
  private static final int FULL = 12;

  /** In one bucket with another than the last: to put it makes the full map move. */
  private static final int NEW = 16;

  private final SyncMap<Integer, String> map = new SyncMap<>();

  public SyncMapRemoveVersusMigrationTest() {
    for (int key = 0; key < FULL; key++) {
      map.put(key, "old");
    }
  }

  @Actor
  public void move() {
    map.put(NEW, "another");
  }

  @Actor
  public void removeAndPut(ZL_Result result) {
    result.r1 = "old".equals(map.remove(FULL - 1)) && map.put(FULL - 1, "new") == null;
  }

  @Arbiter
  public void look(ZL_Result result) {
    String before = map.get(FULL - 1) + " of " + map.size();
    map.remove(FULL - 1);
    result.r2 = before + " then " + map.get(FULL - 1);
  }
}
