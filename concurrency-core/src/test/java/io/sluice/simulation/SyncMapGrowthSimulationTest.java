package io.sluice.simulation;

import static io.sluice.simulation.MovingMaps.MOVING_KEY;
import static io.sluice.simulation.MovingMaps.STAYING;
import static io.sluice.simulation.MovingMaps.assertMeetsOnce;
import static io.sluice.simulation.MovingMaps.full;
import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.sync.SyncMap;
import io.sluice.testkit.simulation.Options;
import java.util.Iterator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Two threads at keys that meet, and iterators, in all schedules, in a table that is left for a
 * larger one.
 */
@Tag("simulation")
class SyncMapGrowthSimulationTest {

  private static final Options MOVING = exhaustive(2, "io.sluice.sync").schedules(300_000);
  private static final Options FEWER = exhaustive(1, "io.sluice.sync");

  /** The value changes, or goes, while the entry is copied to the next table. */
  @Test
  @Rule(38)
  void put_whileTheEntryMoves_isNotLost(TestReporter reporter) {
    outcomes(
        reporter,
        MOVING,
        () -> {
          SyncMap<Integer, String> map = full();
          together(() -> map.put(MOVING_KEY, "a"), () -> map.put(STAYING, "new"));
          return map.get(MOVING_KEY) + " " + map.get(STAYING) + " " + map.size();
        },
        "a new 13");
  }

  @Test
  @Rule(38)
  void remove_whileTheEntryMoves_doesNotComeBack(TestReporter reporter) {
    outcomes(
        reporter,
        MOVING,
        () -> {
          SyncMap<Integer, String> map = full();
          String[] results = new String[2];
          together(
              () -> map.put(MOVING_KEY, "a"),
              () -> {
                results[0] = map.remove(STAYING);
                results[1] = map.get(STAYING);
              });
          return results[0] + " " + results[1] + " " + map.get(STAYING) + " " + map.size();
        },
        "old null null 12");
  }

  @Test
  @Rule(38)
  void removeAndPutAgain_whileTheEntryMoves_isThereOnce(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          SyncMap<Integer, String> map = full();
          together(
              () -> map.put(MOVING_KEY, "a"),
              () -> {
                map.remove(STAYING);
                map.put(STAYING, "new");
              });
          return map.get(STAYING)
              + " "
              + map.size()
              + " "
              + map.remove(STAYING)
              + " "
              + map.get(STAYING);
        },
        "new 13 new null");
  }

  @Test
  @Rule(38)
  void putIfAbsent_twoWhileMoving_oneWins(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          SyncMap<Integer, String> map = full();
          String[] before = new String[2];
          together(
              () -> before[0] = map.putIfAbsent(MOVING_KEY, "a"),
              () -> before[1] = map.putIfAbsent(MOVING_KEY, "b"));
          return before[0] + " " + before[1] + " " + map.get(MOVING_KEY) + " " + map.size();
        },
        "null a a 13",
        "b null b 13");
  }

  @Test
  @Rule(38)
  void get_whileTheEntryMoves_findsIt(TestReporter reporter) {
    outcomes(
        reporter,
        MOVING,
        () -> {
          SyncMap<Integer, String> map = full();
          String[] seen = new String[1];
          together(() -> map.put(MOVING_KEY, "a"), () -> seen[0] = map.get(STAYING));
          return seen[0];
        },
        "old");
  }

  @Test
  @Rule(39)
  void iterator_whileMoving_meetsWhatStaysOnce(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          SyncMap<Integer, String> map = full();
          together(
              () -> {
                map.put(MOVING_KEY, "a");
                map.remove(MOVING_KEY);
                map.put(MOVING_KEY, "b");
              },
              () -> assertMeetsOnce(map.keySet().iterator(), full().keySet()));
          return map.size();
        },
        "13");
  }

  @Test
  @Rule(39)
  void iterator_keyPutAgainWhileMoving_meetsItOnce(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          SyncMap<Integer, String> map = full();
          int[] met = new int[1];
          together(
              () -> map.put(MOVING_KEY, "a"),
              () -> {
                for (Integer each : map.keySet()) {
                  if (each == STAYING) {
                    met[0]++;
                    map.remove(STAYING);
                    map.put(STAYING, "new");
                  }
                }
              });
          return met[0] + " " + map.get(STAYING) + " " + map.size();
        },
        "1 new 13");
  }

  /** Begun in the first table, and gone on with in the third. */
  @Test
  @Rule(39)
  void iterator_begunTwoTablesBefore_meetsWhatStaysOnce(TestReporter reporter) {
    outcomes(
        reporter,
        FEWER,
        () -> {
          SyncMap<Integer, String> map = full();
          Iterator<Integer> keys = map.keySet().iterator();
          together(
              () -> {
                for (int key = 16; key < 64; key++) {
                  map.put(key, "new");
                }
              },
              () -> assertMeetsOnce(keys, full().keySet()));
          return map.size();
        },
        "60");
  }
}
