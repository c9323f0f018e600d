package io.sluice.simulation;

import static io.sluice.simulation.MovingMaps.STAYING;
import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.sync.SyncMap;
import io.sluice.testkit.simulation.Options;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Two or three threads at one key, or at keys that meet, in all schedules, in a table that stays.
 */
@Tag("simulation")
class SyncMapSimulationTest {

  private static final Options ALL = exhaustive(3, "io.sluice.sync");
  private static final Options LESS_DEEP = exhaustive(2, "io.sluice.sync").schedules(300_000);

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
        LESS_DEEP,
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
        LESS_DEEP,
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
}
