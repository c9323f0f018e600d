package io.sluice.sync;

import java.util.AbstractCollection;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;

/**
 * The views of a {@link SyncMap}. All that they know is in the map. Their spliterators do not know
 * how much there is to come: it may change meanwhile.
 */
final class SyncMapViews {

  private SyncMapViews() {}

  private static <K, V> boolean removeEntries(
      SyncMap<K, V> map, Predicate<? super Map.Entry<K, V>> filter) {
    boolean removed = false;
    for (Map.Entry<K, V> entry : map.entrySet()) {
      if (filter.test(entry)) {
        removed |= map.remove(entry.getKey(), entry.getValue());
      }
    }
    return removed;
  }

  /** The keys. */
  static final class Keys<K, V> extends AbstractSet<K> {

    private final SyncMap<K, V> map;

    Keys(SyncMap<K, V> map) {
      this.map = map;
    }

    @Override
    public Iterator<K> iterator() {
      return new SyncMapIterator<K, V, K>(map) {
        @Override
        K element(K key, V value) {
          return key;
        }
      };
    }

    @Override
    public Spliterator<K> spliterator() {
      return Spliterators.spliterator(
          this, Spliterator.CONCURRENT | Spliterator.NONNULL | Spliterator.DISTINCT);
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public boolean contains(Object key) {
      return map.containsKey(key);
    }

    @Override
    public boolean remove(Object key) {
      return map.remove(key) != null;
    }

    @Override
    public boolean removeIf(Predicate<? super K> filter) {
      return super.removeIf(Objects.requireNonNull(filter, "filter"));
    }

    @Override
    public void clear() {
      map.clear();
    }
  }

  /** The values. */
  static final class Values<K, V> extends AbstractCollection<V> {

    private final SyncMap<K, V> map;

    Values(SyncMap<K, V> map) {
      this.map = map;
    }

    @Override
    public Iterator<V> iterator() {
      return new SyncMapIterator<K, V, V>(map) {
        @Override
        V element(K key, V value) {
          return value;
        }
      };
    }

    @Override
    public Spliterator<V> spliterator() {
      return Spliterators.spliterator(this, Spliterator.CONCURRENT | Spliterator.NONNULL);
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public boolean contains(Object value) {
      return map.containsValue(value);
    }

    @Override
    public boolean remove(Object value) {
      for (Map.Entry<K, V> entry : map.entrySet()) {
        if (entry.getValue().equals(value) && map.remove(entry.getKey(), entry.getValue())) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean removeIf(Predicate<? super V> filter) {
      Objects.requireNonNull(filter, "filter");
      return removeEntries(map, entry -> filter.test(entry.getValue()));
    }

    @Override
    public boolean removeAll(Collection<?> values) {
      Objects.requireNonNull(values, "values");
      return removeIf(values::contains);
    }

    @Override
    public boolean retainAll(Collection<?> values) {
      Objects.requireNonNull(values, "values");
      return removeIf(value -> !values.contains(value));
    }

    @Override
    public void clear() {
      map.clear();
    }
  }

  /** The entries. */
  static final class Entries<K, V> extends AbstractSet<Map.Entry<K, V>> {

    private final SyncMap<K, V> map;

    Entries(SyncMap<K, V> map) {
      this.map = map;
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return new SyncMapIterator<K, V, Map.Entry<K, V>>(map) {
        @Override
        Map.Entry<K, V> element(K key, V value) {
          return new SyncMapEntry<>(map, key, value);
        }
      };
    }

    @Override
    public Spliterator<Map.Entry<K, V>> spliterator() {
      return Spliterators.spliterator(
          this, Spliterator.CONCURRENT | Spliterator.NONNULL | Spliterator.DISTINCT);
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public boolean contains(Object object) {
      return object instanceof Map.Entry<?, ?> entry
          && entry.getKey() != null
          && Objects.equals(map.get(entry.getKey()), entry.getValue())
          && entry.getValue() != null;
    }

    @Override
    public boolean remove(Object object) {
      return object instanceof Map.Entry<?, ?> entry
          && entry.getKey() != null
          && map.remove(entry.getKey(), entry.getValue());
    }

    @Override
    public boolean removeIf(Predicate<? super Map.Entry<K, V>> filter) {
      return removeEntries(map, Objects.requireNonNull(filter, "filter"));
    }

    @Override
    public boolean removeAll(Collection<?> entries) {
      Objects.requireNonNull(entries, "entries");
      return removeIf(entries::contains);
    }

    @Override
    public boolean retainAll(Collection<?> entries) {
      Objects.requireNonNull(entries, "entries");
      return removeIf(entry -> !entries.contains(entry));
    }

    @Override
    public void clear() {
      map.clear();
    }
  }
}
