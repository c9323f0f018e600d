package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.testing.GcFinalization;
import io.sluice.Rule;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

class SyncMapTest {

  private final SyncMap<String, Integer> map = new SyncMap<>();

  // ---- arguments ----

  @Test
  void methods_null_nameTheParameter() {
    assertNamed("key", () -> map.get(null));
    assertNamed("key", () -> map.containsKey(null));
    assertNamed("value", () -> map.containsValue(null));
    assertNamed("key", () -> map.put(null, 1));
    assertNamed("value", () -> map.put("a", null));
    assertNamed("key", () -> map.putIfAbsent(null, 1));
    assertNamed("value", () -> map.putIfAbsent("a", null));
    assertNamed("key", () -> map.remove(null));
    assertNamed("key", () -> map.remove(null, 1));
    assertNamed("key", () -> map.replace(null, 1));
    assertNamed("value", () -> map.replace("a", null));
    assertNamed("oldValue", () -> map.replace("a", null, 1));
    assertNamed("newValue", () -> map.replace("a", 1, null));
    assertNamed("action", () -> map.forEach(null));
    assertNamed("function", () -> map.replaceAll(null));
    assertNamed("mappingFunction", () -> map.computeIfAbsent("a", null));
    assertNamed("key", () -> map.computeIfAbsent(null, key -> 1));
    assertNamed("remappingFunction", () -> map.computeIfPresent("a", null));
    assertNamed("remappingFunction", () -> map.compute("a", null));
    assertNamed("key", () -> map.compute(null, (key, before) -> 1));
    assertNamed("value", () -> map.merge("a", null, Integer::sum));
    assertNamed("remappingFunction", () -> map.merge("a", 1, null));
    assertNamed("entries", () -> map.putAll(null));
    assertNamed("entries", () -> new SyncMap<>(null));
    assertNamed("filter", () -> map.entrySet().removeIf(null));
    assertNamed("filter", () -> map.values().removeIf(null));
    assertThat(map).isEmpty();
  }

  private static void assertNamed(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }

  @Test
  void remove_nullValue_removesNothing() {
    map.put("a", 1);
    assertThat(map.remove("a", null)).isFalse();
    assertThat(map).containsEntry("a", 1);
  }

  /** As the maps of the JDK: a key that cannot even be compared is not there. */
  @Test
  void equals_thatCastsBlindly_isAskedOfKeysOnly() {
    record Blind(int number) {
      @Override
      public int hashCode() {
        return 0;
      }

      @Override
      @SuppressWarnings("EqualsUnsafeCast") // what is tested
      public boolean equals(Object other) {
        return ((Blind) other).number == number;
      }
    }
    SyncMap<Blind, Integer> blind = new SyncMap<>();
    for (int round = 0; round < 100; round++) {
      for (int i = 0; i < 10; i++) {
        assertThat(blind.put(new Blind(i), i)).isNull();
      }
      for (int i = 0; i < 10; i++) {
        assertThat(blind.remove(new Blind(i))).isEqualTo(i);
      }
    }
  }

  @Test
  void operations_whereEqualsThrows_leaveTheMapUsable() {
    record Broken(String name) {
      @Override
      public int hashCode() {
        return 1;
      }

      @Override
      public boolean equals(Object other) {
        throw new IllegalStateException("broken");
      }
    }
    SyncMap<Object, Integer> mixed = new SyncMap<>();
    Broken known = new Broken("known");
    mixed.put(known, 1);
    for (int i = 0; i < 1_000; i++) {
      assertThatThrownBy(() -> mixed.put(new Broken("other"), 2)).hasMessage("broken");
      assertThatThrownBy(() -> mixed.get(new Broken("other"))).hasMessage("broken");
    }
    assertThat(mixed.get(known)).isEqualTo(1);
    assertThat(mixed.put("a", 2)).isNull();
    assertThat(mixed).hasSize(2);
  }

  // ---- functions ----

  @Test
  void compute_ofNothing_puts() {
    assertThat(map.compute("a", (key, before) -> before == null ? 1 : before + 1)).isEqualTo(1);
    assertThat(map.compute("a", (key, before) -> before == null ? 1 : before + 1)).isEqualTo(2);
    assertThat(map.compute("a", (key, before) -> null)).isNull();
    assertThat(map.compute("a", (key, before) -> null)).isNull();
    assertThat(map).isEmpty();
  }

  /** No lock is held: the function may use the map, where {@code ConcurrentHashMap} refuses. */
  @Test
  @Rule(28)
  void computeIfAbsent_recursive_works() {
    SyncMap<Integer, Integer> numbers = new SyncMap<>();
    assertThat(fibonacci(numbers, 40)).isEqualTo(102334155);
    assertThat(numbers).hasSize(41);
  }

  private static int fibonacci(SyncMap<Integer, Integer> known, int n) {
    return known.computeIfAbsent(
        n, key -> key < 2 ? key : fibonacci(known, key - 1) + fibonacci(known, key - 2));
  }

  @Test
  void compute_changedMeanwhile_isCalledAgain() {
    map.put("a", 1);
    int[] calls = {0};
    Integer result =
        map.compute(
            "a",
            (key, before) -> {
              if (calls[0]++ == 0) {
                map.put("a", 10);
              }
              return before + 1;
            });
    assertThat(result).isEqualTo(11);
    assertThat(calls[0]).isEqualTo(2);
  }

  @Test
  void replace_equalValue_replaces() {
    SyncMap<String, String> texts = new SyncMap<>();
    texts.put("a", new String("x"));
    assertThat(texts.replace("a", new String("x"), "y")).isTrue();
    assertThat(texts.replace("a", "x", "z")).isFalse();
    assertThat(texts.remove("a", new String("y"))).isTrue();
    assertThat(texts).isEmpty();
  }

  // ---- size, growth and memory ----

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1_000, 100_000})
  void put_manyKeys_areAllThere(int number) {
    SyncMap<Integer, Integer> numbers = new SyncMap<>();
    for (int i = 0; i < number; i++) {
      assertThat(numbers.put(i * 1_024, i)).isNull();
    }
    assertThat(numbers.size()).isEqualTo(number);
    for (int i = 0; i < number; i++) {
      assertThat(numbers.get(i * 1_024)).isEqualTo(i);
      assertThat(numbers.get(i * 1_024 + 1)).isNull();
    }
    assertThat(new HashMap<>(numbers)).hasSize(number).isEqualTo(numbers);
  }

  @Test
  void put_andRemoveForEver_doesNotGrow() {
    SyncMap<Integer, Integer> numbers = new SyncMap<>();
    for (int i = 0; i < 1_000_000; i++) {
      numbers.put(i, i);
      assertThat(numbers.remove(i)).isEqualTo(i);
    }
    assertThat(GraphLayout.parseInstance(numbers).totalSize()).isLessThan(2_000);
  }

  @Test
  @Rule(38)
  void remove_everything_givesMemoryBack() {
    SyncMap<Integer, Integer> numbers = new SyncMap<>();
    for (int i = 0; i < 100_000; i++) {
      numbers.put(i, i);
    }
    assertThat(GraphLayout.parseInstance(numbers).totalSize()).isGreaterThan(1_000_000);
    for (int i = 0; i < 100_000; i++) {
      numbers.remove(i);
    }
    assertThat(GraphLayout.parseInstance(numbers).totalSize()).isLessThan(20_000);
    assertThat(numbers).isEmpty();
  }

  /** Whatever the keys have in common: which removals look at the size must not follow from it. */
  @Test
  @Rule(38)
  void remove_everyOtherNumber_givesMemoryBack() {
    SyncMap<Integer, Integer> numbers = new SyncMap<>();
    for (int i = 1; i < 65_536; i += 2) {
      numbers.put(i, i);
    }
    for (int i = 1; i < 65_536; i += 2) {
      numbers.remove(i);
    }
    assertThat(GraphLayout.parseInstance(numbers).totalSize()).isLessThan(20_000);
  }

  /** What is left of an iteration knows no table, and so none that came later. */
  @Test
  void entry_keptWhileTheMapMoves_keepsNothingAlive() {
    SyncMap<Integer, Integer> numbers = new SyncMap<>();
    numbers.put(0, 0);
    Map.Entry<Integer, Integer> kept = numbers.entrySet().iterator().next();
    Iterator<Integer> suspended = numbers.keySet().iterator();
    for (int i = 1; i < 100_000; i++) {
      numbers.put(i, i);
      numbers.remove(i);
    }
    assertThat(GraphLayout.parseInstance(kept).totalSize()).isLessThan(3_000);
    assertThat(GraphLayout.parseInstance(suspended).totalSize()).isLessThan(3_000);
    assertThat(suspended.next()).isZero();
  }

  /** Runs out of stack in the midst of growing, as a recursive computation may. */
  @Test
  void put_outOfStack_leavesTheMapUsable() {
    SyncMap<Integer, Integer> numbers = new SyncMap<>();
    for (int round = 0; round < 20; round++) {
      int first = round * 1_000_000;
      assertThatThrownBy(() -> putDeeper(numbers, first)).isInstanceOf(StackOverflowError.class);
      for (int i = 0; i < 1_000; i++) {
        numbers.put(-i, i);
        assertThat(numbers.get(-i)).isEqualTo(i);
      }
      for (int i = 0; i < 1_000; i++) {
        assertThat(numbers.remove(-i)).isEqualTo(i);
      }
    }
  }

  private static int putDeeper(SyncMap<Integer, Integer> numbers, int number) {
    numbers.put(number, number);
    return number == Integer.MAX_VALUE ? 0 : 1 + putDeeper(numbers, number + 1);
  }

  @Test
  void clear_removesAllAtOnce() {
    map.putAll(Map.of("a", 1, "b", 2));
    map.clear();
    assertThat(map).isEmpty();
    assertThat(map.size()).isZero();
    map.put("a", 3);
    assertThat(map).containsExactly(Map.entry("a", 3));
  }

  @Test
  @Rule(38)
  void remove_keyAndValue_areCollectable() {
    SyncMap<Object, Object> objects = new SyncMap<>();
    WeakReference<Object> key = putAndRemove(objects);
    GcFinalization.awaitClear(key);
    assertThat(objects).isEmpty();
  }

  private static WeakReference<Object> putAndRemove(SyncMap<Object, Object> objects) {
    Object key = new Object();
    objects.put(key, new Object[] {key});
    objects.put(key, new Object[] {key});
    assertThat(objects.remove(key)).isNotNull();
    return new WeakReference<>(key);
  }

  @Test
  void clear_keys_areCollectable() {
    SyncMap<Object, Object> objects = new SyncMap<>();
    WeakReference<Object> key = putAndClear(objects);
    GcFinalization.awaitClear(key);
    assertThat(objects).isEmpty();
  }

  private static WeakReference<Object> putAndClear(SyncMap<Object, Object> objects) {
    Object key = new Object();
    objects.put(key, key);
    objects.clear();
    return new WeakReference<>(key);
  }
}
