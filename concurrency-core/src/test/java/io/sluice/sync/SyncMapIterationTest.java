package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Rule;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** What iterators of a {@link SyncMap} meet, and what they do to it. */
class SyncMapIterationTest {

  private final SyncMap<String, Integer> map = new SyncMap<>();

  @Test
  @Rule(39)
  void iterator_keyPutAgain_isMetOnce() {
    SyncMap<Integer, String> numbers = new SyncMap<>();
    for (int i = 0; i < 8; i++) {
      numbers.put(i, "old");
    }
    int met = 0;
    for (Integer key : numbers.keySet()) {
      met++;
      for (int i = 0; i < 50; i++) {
        // Each time another node, in a bucket that was visited or one that was not.
        numbers.remove(key);
        numbers.put(key, "new");
      }
    }
    assertThat(met).isEqualTo(8);
    assertThat(numbers).hasSize(8);
  }

  @Test
  @Rule(39)
  void iterator_mapGrowsMeanwhile_meetsAllThatWereThere() {
    SyncMap<Integer, Integer> numbers = new SyncMap<>();
    for (int i = 0; i < 100; i++) {
      numbers.put(i, i);
    }
    Iterator<Integer> keys = numbers.keySet().iterator();
    for (int i = 100; i < 10_000; i++) {
      numbers.put(i, i);
    }
    List<Integer> met = new java.util.ArrayList<>();
    keys.forEachRemaining(met::add);
    assertThat(met).doesNotHaveDuplicates().contains(new HashMapKeys(100).toArray());
  }

  /** The first so many numbers. */
  private record HashMapKeys(int number) {
    Integer[] toArray() {
      return java.util.stream.IntStream.range(0, number).boxed().toArray(Integer[]::new);
    }
  }

  @Test
  @Rule(39)
  void iterator_withinIterator_works() {
    map.putAll(Map.of("a", 1, "b", 2, "c", 3));
    int pairs = 0;
    for (String one : map.keySet()) {
      for (String other : map.keySet()) {
        pairs += one.equals(other) ? 0 : 1;
      }
    }
    assertThat(pairs).isEqualTo(6);
  }

  @Test
  void iterator_removeAndSetValue_writeThrough() {
    map.putAll(Map.of("a", 1, "b", 2));
    for (Iterator<Map.Entry<String, Integer>> entries = map.entrySet().iterator();
        entries.hasNext(); ) {
      Map.Entry<String, Integer> entry = entries.next();
      if (entry.getKey().equals("a")) {
        entries.remove();
        assertThatIllegalStateException().isThrownBy(entries::remove);
      } else {
        assertThat(entry.setValue(20)).isEqualTo(2);
        assertThat(entry.getValue()).isEqualTo(20);
      }
    }
    assertThat(map).containsExactly(Map.entry("b", 20));
  }

  @Test
  void iterator_atTheEnd_throws() {
    Iterator<String> keys = map.keySet().iterator();
    assertThat(keys.hasNext()).isFalse();
    assertThatThrownBy(keys::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void views_removeIf_removeWhatIsStillThere() {
    map.putAll(Map.of("a", 1, "b", 2, "c", 3));
    assertThat(map.values().removeIf(value -> value == 2)).isTrue();
    assertThat(map.entrySet().removeIf(entry -> entry.getKey().equals("c"))).isTrue();
    assertThat(map.keySet().removeIf(key -> key.equals("x"))).isFalse();
    assertThat(map).containsExactly(Map.entry("a", 1));
  }

  @Test
  void values_removeIf_sparesAValueThatCameMeanwhile() {
    map.put("a", 1);
    boolean removed =
        map.values()
            .removeIf(
                value -> {
                  map.put("a", 2);
                  return value == 1;
                });
    assertThat(removed).isFalse();
    assertThat(map).containsExactly(Map.entry("a", 2));
  }

  @Test
  void constructor_ofMap_copies() {
    Map<String, Integer> entries = Map.of("a", 1, "b", 2);
    SyncMap<String, Integer> copy = new SyncMap<>(entries);
    assertThat(copy).isEqualTo(entries);
    assertThat(copy.hashCode()).isEqualTo(entries.hashCode());
    assertThat(copy.toString()).isIn("{a=1, b=2}", "{b=2, a=1}");
  }

  /** A stream that knew its size would fail where that changes. */
  @Test
  @Rule(39)
  void stream_mapChangesMeanwhile_showsWhatItMeets() {
    map.putAll(Map.of("a", 1, "b", 2, "c", 3));
    assertThat(map.keySet().stream().peek(key -> map.clear()).toArray()).isNotEmpty();
    map.putAll(Map.of("a", 1, "b", 2, "c", 3));
    assertThat(map.values().stream().peek(value -> map.clear()).sorted().toList()).isNotEmpty();
    map.putAll(Map.of("a", 1, "b", 2, "c", 3));
    assertThat(map.entrySet().stream().peek(entry -> map.clear()).toArray()).isNotEmpty();
  }
}
