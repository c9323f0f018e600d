package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads at one map, while it grows and shrinks. */
@Timeout(120)
class SyncMapRaceTest {

  private static final int THREADS = 4;

  private static void runAll(ThreadKind kind, Actor actor) {
    List<Outcome<Void>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      running.add(Threads.start(kind, () -> actor.run(number)));
    }
    running.forEach(Outcome::result);
  }

  /** What one of the threads does. */
  private interface Actor {
    void run(int number);
  }

  /** Of each key, who has put what was absent and who has removed what was there must balance. */
  @ParameterizedTest
  @CsvSource({"VIRTUAL, 1", "VIRTUAL, 20", "PLATFORM, 20", "VIRTUAL, 3000", "PLATFORM, 3000"})
  @Rule(38)
  void putAndRemove_ofSharedKeys_balance(ThreadKind kind, int keys) {
    assertBalances(kind, IntStream.range(0, keys).boxed().toList());
  }

  /** So many that the table moves, in buckets of a dozen. */
  @ParameterizedTest
  @EnumSource
  @Rule(38)
  void putAndRemove_ofKeysThatMeet_balance(ThreadKind kind) {
    assertBalances(
        kind, IntStream.range(0, 50).mapToObj(i -> new HashedKey(Integer.toString(i), 2)).toList());
  }

  private static void assertBalances(ThreadKind kind, List<?> keys) {
    SyncMap<Object, Integer> map = new SyncMap<>();
    AtomicIntegerArray present = new AtomicIntegerArray(keys.size());
    runAll(
        kind,
        number -> {
          SplittableRandom random = new SplittableRandom(number);
          for (int i = 0; i < 60_000; i++) {
            int index = random.nextInt(keys.size());
            Object key = keys.get(index);
            switch (random.nextInt(4)) {
              case 0, 1 -> count(present, index, map.putIfAbsent(key, i) == null ? 1 : 0);
              case 2 -> count(present, index, map.remove(key) == null ? 0 : -1);
              default -> {
                Integer value = map.get(key);
                count(present, index, value != null && map.remove(key, value) ? -1 : 0);
              }
            }
          }
        });
    int size = 0;
    for (int i = 0; i < keys.size(); i++) {
      Object key = keys.get(i);
      assertThat(present.get(i)).as("key %s", key).isEqualTo(map.containsKey(key) ? 1 : 0);
      size += present.get(i);
    }
    assertThat(map).hasSize(size);
    assertThat(new HashSet<>(map.keySet())).hasSize(size);
  }

  private static void count(AtomicIntegerArray present, int index, int change) {
    if (change != 0) {
      present.addAndGet(index, change);
    }
  }

  @ParameterizedTest
  @EnumSource
  void merge_ofGrowingMap_losesNoCount(ThreadKind kind) {
    SyncMap<Integer, Integer> counts = new SyncMap<>();
    runAll(
        kind,
        number -> {
          for (int i = 0; i < 50_000; i++) {
            counts.merge(i % 20_000, 1, Integer::sum);
          }
        });
    assertThat(counts).hasSize(20_000);
    counts.forEach((key, count) -> assertThat(count).isEqualTo(THREADS * (key < 10_000 ? 3 : 2)));
  }

  /** Half of the keys stay, the other half come and go, so that the map moves all the time. */
  @ParameterizedTest
  @EnumSource
  @Rule(39)
  void iterator_whileOthersPutAndRemove_meetsWhatStaysAndNothingTwice(ThreadKind kind) {
    int staying = 300;
    SyncMap<Integer, Integer> map = new SyncMap<>();
    for (int key = 0; key < staying; key++) {
      map.put(2 * key, key);
    }
    runAll(
        kind,
        number -> {
          SplittableRandom random = new SplittableRandom(number);
          for (int i = 0; i < 300; i++) {
            if (number < 2) {
              for (int j = 0; j < 200; j++) {
                int key = 2 * random.nextInt(2 * staying) + 1;
                map.put(key, j);
                map.put(2 * random.nextInt(staying), j);
                map.remove(2 * random.nextInt(2 * staying) + 1);
              }
            } else {
              Set<Integer> met = new HashSet<>();
              for (Integer key : map.keySet()) {
                assertThat(met.add(key)).as("key %s is met once", key).isTrue();
              }
              for (int key = 0; key < staying; key++) {
                assertThat(met).contains(2 * key);
              }
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void clear_whileOthersPut_leavesAConsistentMap(ThreadKind kind) {
    SyncMap<Integer, Integer> map = new SyncMap<>();
    runAll(
        kind,
        number -> {
          for (int i = 0; i < 20_000; i++) {
            if (number == 0 && i % 100 == 0) {
              map.clear();
            } else {
              map.put(i, number);
            }
          }
        });
    assertThat(map).hasSize(new HashSet<>(map.keySet()).size());
    map.clear();
    assertThat(map).isEmpty();
  }
}
