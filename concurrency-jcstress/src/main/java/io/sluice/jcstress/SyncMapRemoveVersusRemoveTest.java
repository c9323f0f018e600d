package io.sluice.jcstress;

import io.sluice.sync.SyncMap;
import java.util.TreeSet;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two threads move half of a table each to a smaller one, in which the halves meet. */
@JCStressTest
@Outcome(id = "3 of \\[61, 126, 127\\]", expect = Expect.ACCEPTABLE, desc = "As it should be.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An entry was lost or came back.")
@State
public class SyncMapRemoveVersusRemoveTest {

  /** So many keys besides the eight need 128 buckets, which eight are enough to keep. */
  private static final int CROWD = 41;

  private final SyncMap<Integer, String> map = new SyncMap<>();

  public SyncMapRemoveVersusRemoveTest() {
    for (int key = 0; key < CROWD; key++) {
      map.put(key, "");
    }
    // They meet in 64 buckets, which are too few for all.
    for (int i = 0; i < 4; i++) {
      map.put(60 + i, "");
      map.put(124 + i, "");
    }
    for (int key = 0; key < CROWD; key++) {
      map.remove(key);
    }
  }

  @Actor
  public void removeFromFirstHalf() {
    map.remove(60);
    map.remove(62);
    map.remove(63);
  }

  @Actor
  public void removeFromSecondHalf() {
    map.remove(124);
    map.remove(125);
  }

  @Arbiter
  public void look(L_Result result) {
    result.r1 = map.size() + " of " + new TreeSet<>(map.keySet());
  }
}
