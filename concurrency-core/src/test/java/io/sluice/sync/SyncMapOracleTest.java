package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random sequences of operations, beside a {@link HashMap}. */
class SyncMapOracleTest {

  private static final int OPERATIONS = 20_000;
  private static final Integer ONE = 1;

  /** A few keys are put and removed again and again, many make the map grow and shrink. */
  @ParameterizedTest
  @CsvSource({"5, 32", "5, 0", "60, 32", "60, 3", "60, 0", "2000, 32", "2000, 8"})
  @Rule(38)
  void operations_inAnyOrder_areThoseOfAHashMap(int keys, int bits) {
    SplittableRandom random = new SplittableRandom(4711L * keys + bits);
    Map<HashedKey, Integer> expected = new HashMap<>();
    SyncMap<HashedKey, Integer> map = new SyncMap<>();
    for (int i = 0; i < OPERATIONS; i++) {
      HashedKey key = new HashedKey("key " + random.nextInt(keys), bits);
      int operation = random.nextInt(14);
      int value = random.nextInt(3);
      assertThat(apply(map, operation, key, value))
          .as("operation %s, number %s", operation, i)
          .isEqualTo(apply(expected, operation, key, value));
      if (i % 500 == 0) {
        assertThat(map).isEqualTo(expected);
        assertThat(new HashMap<>(map)).isEqualTo(expected);
      }
      if (random.nextInt(OPERATIONS / 4) == 0) {
        map.clear();
        expected.clear();
      }
    }
    assertThat(map).isEqualTo(expected).hasSize(expected.size());
  }

  private static Object apply(
      Map<HashedKey, Integer> map, int operation, HashedKey key, int value) {
    return switch (operation) {
      case 0 -> map.get(key);
      case 1, 2 -> map.put(key, value);
      case 3 -> map.putIfAbsent(key, value);
      case 4, 5 -> map.remove(key);
      case 6 -> map.remove(key, value);
      case 7 -> map.replace(key, value);
      case 8 -> map.replace(key, value, value + 1);
      case 9 -> map.computeIfAbsent(key, same -> unless(value == 0, value));
      case 10 -> map.computeIfPresent(key, (same, before) -> unless(before > 1, before + 1));
      case 11 -> map.compute(key, (same, before) -> before == null ? ONE : unless(before > 1, 2));
      case 12 -> map.merge(key, value, (one, other) -> unless(one + other > 3, one + other));
      default -> map.getOrDefault(key, -1) + " " + map.containsKey(key) + " " + map.size();
    };
  }

  /** A number, or null. */
  private static Integer unless(boolean none, Integer number) {
    return none ? null : number;
  }
}
