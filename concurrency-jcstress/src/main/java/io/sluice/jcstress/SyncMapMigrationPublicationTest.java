package io.sluice.jcstress;

import io.sluice.sync.SyncMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A reader finds what was put before, and what it refers to, while the map moves. */
@JCStressTest
@Outcome(id = "1, -1", expect = Expect.ACCEPTABLE, desc = "The new entry is not there yet.")
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The new entry is there.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An entry was lost, or is seen before its contents.")
@State
public class SyncMapMigrationPublicationTest {
  private static final int FULL = 12;

  /** In one bucket with the last of the others: to put it makes the full map move. */
  private static final int NEW = FULL - 1 + 16;

  private final SyncMap<Integer, int[]> map = new SyncMap<>();

  public SyncMapMigrationPublicationTest() {
    for (int key = 0; key < FULL; key++) {
      map.put(key, new int[] {1});
    }
  }

  @Actor
  public void put() {
    int[] box = new int[1];
    box[0] = 2;
    map.put(NEW, box);
  }

  @Actor
  public void get(II_Result result) {
    int[] fresh = map.get(NEW);
    int[] old = map.get(FULL - 1);
    result.r1 = old == null ? -1 : old[0];
    result.r2 = fresh == null ? -1 : fresh[0];
  }
}
