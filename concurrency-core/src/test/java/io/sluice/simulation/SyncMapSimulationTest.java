package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.sync.SyncMap;
import io.sluice.testkit.simulation.Options;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Two or three threads at one key, in all schedules, in a table that stays and in one that moves.
 */
@Tag("simulation")
class SyncMapSimulationTest {

  private static final Options ALL = exhaustive(3, "io.sluice.sync");
  private static final Options MOVING = exhaustive(2, "io.sluice.sync");

  /** So many keys fill the first table. */
  private static final int FULL = 9;

  /** Nearly full, or full, of keys from 100 on, some of them dead. */
  private static SyncMap<Integer, String> filled(int used, int dead) {
    SyncMap<Integer, String> map = new SyncMap<>();
    for (int i = 0; i < used; i++) {
      map.put(100 + i, "old");
    }
    for (int i = 0; i < dead; i++) {
      map.remove(100 + i);
    }
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

  /** The value changes, or goes, while the entry is copied to the next table. */
  @Test
  @Rule(38)
  void put_whileTheEntryMoves_isNotLost(TestReporter reporter) {
    outcomes(
        reporter,
        MOVING,
        () -> {
          SyncMap<Integer, String> map = filled(FULL, FULL - 1);
          together(() -> map.put(1, "a"), () -> map.put(100 + FULL - 1, "new"));
          return map.get(1) + " " + map.get(100 + FULL - 1) + " " + map.size();
        },
        "a new 2");
  }

  @Test
  @Rule(38)
  void remove_whileTheEntryMoves_doesNotComeBack(TestReporter reporter) {
    outcomes(
        reporter,
        MOVING,
        () -> {
          SyncMap<Integer, String> map = filled(FULL, FULL - 1);
          String[] results = new String[2];
          together(
              () -> map.put(1, "a"),
              () -> {
                results[0] = map.remove(100 + FULL - 1);
                results[1] = map.get(100 + FULL - 1);
              });
          return results[0] + " " + results[1] + " " + map + " " + map.size();
        },
        "old null {1=a} 1");
  }

  /** Whoever removed it puts it again, in the next table, beside the copy that does not count. */
  @Test
  @Rule(38)
  void removeAndPutAgain_whileTheEntryMoves_isThereOnce(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(1, "io.sluice.sync"),
        () -> {
          SyncMap<Integer, String> map = filled(FULL, FULL - 1);
          int key = 100 + FULL - 1;
          together(
              () -> map.put(1, "a"),
              () -> {
                map.remove(key);
                map.put(key, "new");
              });
          return map.get(key) + " " + map.size() + " " + map.remove(key) + " " + map.get(key);
        },
        "new 2 new null");
  }

  @Test
  @Rule(38)
  void putIfAbsent_twoWhileMoving_oneWins(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(1, "io.sluice.sync"),
        () -> {
          SyncMap<Integer, String> map = filled(FULL, FULL);
          String[] before = new String[2];
          together(
              () -> before[0] = map.putIfAbsent(1, "a"), () -> before[1] = map.putIfAbsent(1, "b"));
          return before[0] + " " + before[1] + " " + map + " " + map.size();
        },
        "null a {1=a} 1",
        "b null {1=b} 1");
  }

  @Test
  @Rule(39)
  void iterator_whileMoving_meetsWhatStaysOnce(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(1, "io.sluice.sync"),
        () -> {
          SyncMap<Integer, String> map = filled(FULL, FULL - 2);
          Set<Integer> met = new HashSet<>();
          together(
              () -> {
                map.put(1, "a");
                map.remove(1);
                map.put(1, "b");
              },
              () -> {
                for (Integer key : map.keySet()) {
                  assertThat(met.add(key)).isTrue();
                }
              });
          return met.containsAll(Set.of(100 + FULL - 2, 100 + FULL - 1)) + " " + map.size();
        },
        "true 3");
  }

  /** The key's walk goes from the last slot of its group to the first, which is closed early. */
  @Test
  @Rule(38)
  void removeTwice_whileTheEntryMoves_removesOnce(TestReporter reporter) {
    outcomes(
        reporter,
        MOVING,
        () -> {
          SyncMap<Integer, String> map = new SyncMap<>();
          for (int key = 7; key < 7 + FULL; key++) {
            map.put(key, "old");
          }
          String[] removed = new String[2];
          together(
              () -> map.put(100, "a"),
              () -> {
                removed[0] = map.remove(7);
                removed[1] = map.remove(7);
              });
          return removed[0] + " " + removed[1] + " " + map.get(7) + " " + map.size();
        },
        "old null null 9");
  }

  /** Of two that put the same new key, the slower one must not make it look newer. */
  @Test
  @Rule(39)
  void iterator_afterAPutThatMetAnother_meetsTheKey(TestReporter reporter) {
    outcomes(
        reporter,
        MOVING,
        () -> {
          SyncMap<Integer, String> map = new SyncMap<>();
          Set<Integer> met = new HashSet<>();
          together(
              () -> map.put(1, "a"),
              () -> {
                map.put(1, "b");
                met.addAll(map.keySet());
              });
          return met + " " + map.size();
        },
        "[1] 1");
  }

  @Test
  @Rule(39)
  void iterator_keyPutAgainWhileMoving_meetsItOnce(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(1, "io.sluice.sync"),
        () -> {
          SyncMap<Integer, String> map = filled(FULL, FULL - 1);
          int key = 100 + FULL - 1;
          int[] met = new int[1];
          together(
              () -> map.put(1, "a"),
              () -> {
                // An iteration before makes the tables remember when their slots were filled.
                assertThat(map.keySet().iterator().hasNext()).isTrue();
                for (Integer each : map.keySet()) {
                  if (each == key) {
                    met[0]++;
                    map.remove(key);
                    map.put(key, "new");
                  }
                }
              });
          return met[0] + " " + map.get(key) + " " + map.size();
        },
        "1 new 2");
  }
}
