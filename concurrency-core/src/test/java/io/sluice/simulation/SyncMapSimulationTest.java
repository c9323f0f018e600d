package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.sync.SyncMap;
import io.sluice.testkit.simulation.Options;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Two or three threads at one key, in all schedules, in a table that stays and in one that moves.
 */
@Tag("simulation")
class SyncMapSimulationTest {

  private static final Options ALL = exhaustive(3, "io.sluice.sync");
  private static final Options MOVING = exhaustive(2, "io.sluice.sync").schedules(300_000);
  private static final Options FEWER = exhaustive(1, "io.sluice.sync");

  /** So many keys fill the first table, of sixteen buckets. */
  private static final int FULL = 12;

  /** A key in the first table's last bucket. */
  private static final int STAYING = 15;

  /** A further key in that bucket: to put it makes the full map move. */
  private static final int MOVING_KEY = STAYING + 16;

  /** Full, of keys up to {@link #STAYING}. */
  private static SyncMap<Integer, String> full() {
    SyncMap<Integer, String> map = new SyncMap<>();
    for (int i = 0; i < FULL; i++) {
      map.put(STAYING - i, "old");
    }
    return map;
  }

  /** Of a table of 32 buckets that is left for a smaller one when key 0 is removed. */
  private static SyncMap<Integer, String> sparse() {
    SyncMap<Integer, String> map = full();
    map.put(MOVING_KEY, "old");
    map.put(0, "old");
    for (int i = 0; i < FULL - 1; i++) {
      map.remove(STAYING - 1 - i);
    }
    map.remove(MOVING_KEY);
    return map;
  }

  @Test
  @Rule(38)
  void putIfAbsent_two_oneWins(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          SyncMap<Integer, String> map = new SyncMap<>();
          String[] before = new String[2];
          together(
              () -> before[0] = map.putIfAbsent(1, "a"), () -> before[1] = map.putIfAbsent(1, "b"));
          return before[0] + " " + before[1] + " " + map + " " + map.size();
        },
        "null a {1=a} 1",
        "b null {1=b} 1");
  }

  @Test
  @Rule(38)
  void replaceAndRemove_ofOneValue_oneSucceeds(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          SyncMap<Integer, String> map = new SyncMap<>();
          map.put(1, "a");
          boolean[] done = new boolean[2];
          together(() -> done[0] = map.replace(1, "a", "b"), () -> done[1] = map.remove(1, "a"));
          return done[0] + " " + done[1] + " " + map + " " + map.size();
        },
        "true false {1=b} 1",
        "false true {} 0");
  }

  @Test
  @Rule(38)
  void removeAndPutAgain_readerBetween_seesOneOrTheOther(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          SyncMap<Integer, String> map = new SyncMap<>();
          map.put(1, "a");
          String[] seen = new String[1];
          together(
              () -> {
                map.remove(1);
                map.put(1, "b");
              },
              () -> seen[0] = map.get(1));
          return seen[0] + " " + map + " " + map.size();
        },
        "a {1=b} 1",
        "null {1=b} 1",
        "b {1=b} 1");
  }

  /** Three keys in one bucket, of which the two removed do not stand side by side at its end. */
  @Test
  @Rule(38)
  void remove_twoOfThreeThatMeet_leavesTheThird(TestReporter reporter) {
    outcomes(
        reporter,
        MOVING,
        () -> {
          SyncMap<Integer, String> map = threeThatMeet();
          together(() -> map.remove(STAYING), () -> map.remove(STAYING + 16));
          return map + " " + map.size();
        },
        "{47=c} 1");
  }

  @Test
  @Rule(38)
  void putAndRemove_besideTwoThatMeet_areBothDone(TestReporter reporter) {
    outcomes(
        reporter,
        MOVING,
        () -> {
          SyncMap<Integer, String> map = threeThatMeet();
          together(() -> map.put(STAYING + 48, "d"), () -> map.remove(STAYING + 16));
          return new TreeMap<>(map) + " " + map.size();
        },
        "{15=a, 47=c, 63=d} 3");
  }

  private static SyncMap<Integer, String> threeThatMeet() {
    SyncMap<Integer, String> map = new SyncMap<>();
    map.put(STAYING, "a");
    map.put(STAYING + 16, "b");
    map.put(STAYING + 32, "c");
    return map;
  }

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
              () -> assertMeetsOnce(map, full().keySet()));
          return map.size();
        },
        "13");
  }

  private static void assertMeetsOnce(SyncMap<Integer, String> map, Set<Integer> staying) {
    Set<Integer> met = new HashSet<>();
    for (Integer key : map.keySet()) {
      assertThat(met.add(key)).as("key %s is met once", key).isTrue();
    }
    assertThat(met).containsAll(staying);
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
              () -> assertMeetsOnce(map, Set.of(STAYING)));
          return map.size();
        },
        "2");
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
              () -> {
                Set<Integer> met = new HashSet<>();
                keys.forEachRemaining(key -> assertThat(met.add(key)).isTrue());
                assertThat(met).containsAll(full().keySet());
              });
          return map.size();
        },
        "60");
  }
}
