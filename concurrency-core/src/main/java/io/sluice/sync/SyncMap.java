package io.sluice.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map for use by many threads: Go's {@code sync.Map}, as a {@link ConcurrentMap}.
 *
 * {@snippet class="io.sluice.snippets.SyncSnippets" region="sync-map"}
 *
 * <table>
 * <caption>Go's names and the methods here</caption>
 * <tr><th>{@code sync.Map}</th><th>{@code SyncMap}</th></tr>
 * <tr><td>{@code Load}</td><td>{@link #get}: null where Go has {@code ok == false}</td></tr>
 * <tr><td>{@code Store}</td><td>{@link #put}</td></tr>
 * <tr><td>{@code Swap}</td><td>{@link #put}</td></tr>
 * <tr><td>{@code LoadOrStore}</td><td>{@link #putIfAbsent}</td></tr>
 * <tr><td>{@code LoadAndDelete}, {@code Delete}</td><td>{@link #remove(Object)}</td></tr>
 * <tr><td>{@code CompareAndSwap}</td><td>{@link #replace(Object, Object, Object)}</td></tr>
 * <tr><td>{@code CompareAndDelete}</td><td>{@link #remove(Object, Object)}</td></tr>
 * <tr><td>{@code Range}</td><td>{@link #forEach}, or a loop over {@link #entrySet()}</td></tr>
 * <tr><td>{@code Clear}</td><td>{@link #clear}</td></tr>
 * </table>
 *
 * <h2>Progress</h2>
 *
 * Nothing here takes a lock or waits for another thread, also while the map grows; reads allocate
 * nothing. Keys that differ should have hash codes that differ: this map searches those with the
 * same one after the other. No lock is held while {@code hashCode}, {@code equals} or a function
 * runs, so these may use the map, too.
 *
 * <h2>Atomicity</h2>
 *
 * All methods on one key are atomic, and so is {@link #clear}. The methods that take a function
 * call it without a lock, and once more if the value has changed meanwhile: the function may be
 * called more than once, and what takes effect is one call, on a value that equals the one that it
 * replaced. A function that throws changes nothing, and its exception is passed on. For a
 * computation that must run only once keep a {@code OnceValue} in the map, or use a {@code
 * SingleFlight}.
 *
 * <p>What concerns many keys ({@link #putAll}, {@link #replaceAll}, {@code removeIf} and the like
 * of the views) does so one after the other, and leaves done what was done when one fails.
 *
 * <h2>Iteration</h2>
 *
 * The iterators of the views, and {@link #forEach}, meet every key that is in the map throughout,
 * none twice, and never throw {@link java.util.ConcurrentModificationException}; what is put or
 * removed meanwhile may be met or not. Entries are snapshots; {@code setValue} puts into the map,
 * also if the key has been removed meanwhile. An iterator's {@code remove} removes the key,
 * whatever its value is by then. The views support no {@code add}. The size is exact while nobody
 * writes, unless a call ended with an {@link Error}.
 *
 * <h2>Memory</h2>
 *
 * What a thread does before it puts a value happens-before what another does after it has read it,
 * also by replacing or removing it. The size, and the absence of a key, promise no order. Removed
 * keys and values are not kept, and a map that has been emptied gives its memory back. The map is
 * not serializable: send a copy, such as {@link Map#copyOf}.
 *
 * <h2>When to take {@code ConcurrentHashMap} instead</h2>
 *
 * If a function must be called at most once, if many keys may share their hash codes (which it
 * sorts, if they are comparable), for its bulk operations, or if what counts is how fast a map is
 * read whose keys often meet in a bucket, as strings do: those are a step further away here.
 *
 * <h2>Null</h2>
 *
 * Keys and values are never null, and a null argument is refused with a {@link
 * NullPointerException}; but {@link #getOrDefault} may have a null default, and for {@link
 * #remove(Object, Object)}, for {@code values().remove} and for the set of entries a null value is
 * one that is not there. A null from a function of {@link #compute}, {@link #computeIfPresent} or
 * {@link #merge} removes the entry, and from that of {@link #computeIfAbsent} makes none.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @since 0.1.0
 */
public final class SyncMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

  private static final VarHandle ROOT;

  static {
    try {
      ROOT = MethodHandles.lookup().findVarHandle(SyncMap.class, "root", BucketTable.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Where each search begins. */
  private volatile BucketTable root = new BucketTable();

  /** Makes an empty map. */
  public SyncMap() {}

  /**
   * Makes a map with the entries of another.
   *
   * @param entries what to put
   * @throws NullPointerException if {@code entries} is null, or has a null key or value
   */
  @SuppressWarnings("this-escape") // the class is final
  public SyncMap(Map<? extends K, ? extends V> entries) {
    putAll(Objects.requireNonNull(entries, "entries"));
  }

  /** A migration is over. */
  void replaceRoot(BucketTable from, BucketTable to) {
    ROOT.compareAndSet(this, from, to);
  }

  // ---- reading ----

  /**
   * Returns the value of a key.
   *
   * @param key the key
   * @return the value, or null if there is none
   * @throws NullPointerException if {@code key} is null
   */
  @Override
  @SuppressWarnings("unchecked") // what was put was a V
  public @Nullable V get(Object key) {
    Objects.requireNonNull(key, "key");
    return (V) root.get(key, BucketTable.hash(key));
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public boolean containsValue(Object value) {
    Objects.requireNonNull(value, "value");
    return super.containsValue(value);
  }

  /**
   * Returns the number of entries: exact while nobody writes, else near it.
   *
   * @return how many entries there are, {@link Integer#MAX_VALUE} if more
   */
  @Override
  public int size() {
    return Math.clamp(root.era.size.sum(), 0, Integer.MAX_VALUE);
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  // ---- writing ----

  @Override
  public @Nullable V put(K key, V value) {
    return update(key, BucketTable.ANYTHING, Objects.requireNonNull(value, "value"));
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    return update(key, BucketTable.NOTHING, Objects.requireNonNull(value, "value"));
  }

  @Override
  public @Nullable V replace(K key, V value) {
    return update(key, BucketTable.SOMETHING, Objects.requireNonNull(value, "value"));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // an update returns what it required, if it found that
  public boolean replace(K key, V oldValue, V newValue) {
    Objects.requireNonNull(oldValue, "oldValue");
    Objects.requireNonNull(newValue, "newValue");
    return update(key, oldValue, newValue) == oldValue;
  }

  @Override
  public @Nullable V remove(Object key) {
    return update(key, BucketTable.ANYTHING, null);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // as above
  public boolean remove(Object key, Object value) {
    Objects.requireNonNull(key, "key");
    return value != null && update(key, value, null) == value;
  }

  @SuppressWarnings("unchecked") // what was put was a V
  private @Nullable V update(Object key, Object required, @Nullable Object value) {
    Objects.requireNonNull(key, "key");
    return (V) root.update(this, key, BucketTable.hash(key), required, value);
  }

  /** Removes all entries, at once: no entry that was there before is there after. */
  @Override
  public void clear() {
    root = new BucketTable();
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> entries) {
    Objects.requireNonNull(entries, "entries").forEach(this::put);
  }

  // ---- with functions ----

  @Override
  public V getOrDefault(Object key, V defaultValue) {
    V value = get(key);
    return value == null ? defaultValue : value;
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action");
    for (Map.Entry<K, V> entry : entrySet()) {
      action.accept(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
    ConcurrentMap.super.replaceAll(Objects.requireNonNull(function, "function"));
  }

  @Override
  public @Nullable V computeIfAbsent(
      K key, Function<? super K, ? extends @Nullable V> mappingFunction) {
    Objects.requireNonNull(mappingFunction, "mappingFunction");
    V present = get(key);
    if (present != null) {
      return present;
    }
    V made = mappingFunction.apply(key);
    if (made == null) {
      return null;
    }
    V earlier = putIfAbsent(key, made);
    return earlier == null ? made : earlier;
  }

  @Override
  public @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remappingFunction) {
    Objects.requireNonNull(remappingFunction, "remappingFunction");
    V before = get(key);
    while (before != null) {
      V after = remappingFunction.apply(key, before);
      if (exchange(key, before, after)) {
        return after;
      }
      before = get(key);
    }
    return null;
  }

  @Override
  public @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remappingFunction) {
    Objects.requireNonNull(remappingFunction, "remappingFunction");
    V before;
    V after;
    do {
      before = get(key);
      after = remappingFunction.apply(key, before);
    } while (!exchange(key, before, after));
    return after;
  }

  @Override
  public @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> remappingFunction) {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(remappingFunction, "remappingFunction");
    V before;
    V after;
    do {
      before = get(key);
      after = before == null ? value : remappingFunction.apply(before, value);
    } while (!exchange(key, before, after));
    return after;
  }

  /** Changes what a function was given into what it made of it; null stands for no entry. */
  private boolean exchange(K key, @Nullable V before, @Nullable V after) {
    if (before == null) {
      return after == null ? get(key) == null : putIfAbsent(key, after) == null;
    }
    return after == null ? remove(key, before) : replace(key, before, after);
  }

  // ---- views ----

  @Override
  public Set<K> keySet() {
    return new SyncMapViews.Keys<>(this);
  }

  @Override
  public Collection<V> values() {
    return new SyncMapViews.Values<>(this);
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new SyncMapViews.Entries<>(this);
  }

  /** The table at which a walk over all entries begins. */
  BucketTable root() {
    return root;
  }
}
