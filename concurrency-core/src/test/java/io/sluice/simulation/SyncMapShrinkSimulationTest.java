package io.sluice.simulation;

import static io.sluice.simulation.MovingMaps.MOVING_KEY;
import static io.sluice.simulation.MovingMaps.STAYING;
import static io.sluice.simulation.MovingMaps.assertMeetsOnce;
import static io.sluice.simulation.MovingMaps.sparse;
import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.sync.SyncMap;
import io.sluice.testkit.simulation.Options;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Two threads in a table that is left for a smaller one, where two buckets become one, in all
 * schedules.
 */
@Tag("simulation")
class SyncMapShrinkSimulationTest {

  private static final Options MOVING = exhaustive(2, "io.sluice.sync").schedules(300_000);
  private static final Options FEWER = exhaustive(1, "io.sluice.sync");

  /** Two buckets become one: one that is moved, and one in which a key is just being put. */
  @Test
  @Rule(38)
  void put_whileTheTableShrinks_isNotLost(TestReporter reporter) {
    outcomes(
        reporter,
        MOVING,
        () -> {
          SyncMap<Integer, String> map = sparse();
          together(() -> map.remove(0), () -> map.put(MOVING_KEY, "new"));
          return map.get(STAYING) + " " + map.get(MOVING_KEY) + " " + map.size();
        },
        "old new 2");
  }

  /** What changes in one bucket while the other is merged into the same one. */
  @Test
  @Rule(38)
  void removeAndPut_whileTheTableShrinks_areThereOnce(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          SyncMap<Integer, String> map = sparse();
          together(
              () -> map.remove(0),
              () -> {
                map.put(MOVING_KEY, "new");
                map.remove(STAYING);
                map.put(STAYING, "newer");
                map.remove(MOVING_KEY);
              });
          return map + " " + map.size();
        },
        "{15=newer} 1");
  }

  /**
   * Two threads move half of a table each: what each brings to a bucket stays beside the other's.
   */
  @Test
  @Rule(38)
  void remove_twoWhileTheTableShrinks_mergeWhatStays(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          SyncMap<Integer, String> map = sparseOfTwoHalves();
          together(() -> map.remove(60), () -> map.remove(124));
          return new TreeMap<>(map) + " " + map.size();
        },
        "{61=old, 62=old, 63=old, 125=old, 126=old, 127=old} 6");
  }

  /**
   * Of a table of 128 buckets that is left for a smaller one, where the halves meet, at a removal.
   */
  private static SyncMap<Integer, String> sparseOfTwoHalves() {
    SyncMap<Integer, String> map = new SyncMap<>();
    for (int key = 0; key < 41; key++) {
      map.put(key, "old");
    }
    // They meet in 64 buckets, which are too few for all.
    for (int i = 0; i < 4; i++) {
      map.put(60 + i, "old");
      map.put(124 + i, "old");
    }
    for (int key = 0; key < 41; key++) {
      map.remove(key);
    }
    return map;
  }

  @Test
  @Rule(39)
  void iterator_whileTheTableShrinks_meetsWhatStaysOnce(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          SyncMap<Integer, String> map = sparse();
          together(
              () -> {
                map.remove(0);
                map.put(MOVING_KEY, "new"); // beside the one that stays
              },
              () -> assertMeetsOnce(map.keySet().iterator(), Set.of(STAYING)));
          return map.size();
        },
        "2");
  }
}
