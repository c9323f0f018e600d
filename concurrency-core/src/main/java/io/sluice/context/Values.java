package io.sluice.context;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values that a context carries, immutable. Few of them, as usual, stand in one flat array;
 * beyond that, arrays are chained, so that adding a value always costs a bounded copy.
 */
final class Values {

  static final Values NONE = new Values(new Object[0], null);

  /** How many keys with their values one array holds. */
  private static final int FLAT = 8;

  /** Keys at even places, each followed by its value; no key twice. */
  private final Object[] pairs;

  /** Older ones, or null. */
  private final @Nullable Values outer;

  private Values(Object[] pairs, @Nullable Values outer) {
    this.pairs = pairs;
    this.outer = outer;
  }

  <V> Values with(Context.Key<V> key, V value) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i] == key) {
        Object[] changed = pairs.clone();
        changed[i + 1] = value;
        return new Values(changed, outer);
      }
    }
    if (pairs.length == 2 * FLAT) {
      return new Values(new Object[] {key, value}, this);
    }
    Object[] more = Arrays.copyOf(pairs, pairs.length + 2);
    more[pairs.length] = key;
    more[pairs.length + 1] = value;
    return new Values(more, outer);
  }

  @SuppressWarnings("unchecked") // a Key<V> is only ever stored with a V
  <V> @Nullable V get(Context.Key<V> key) {
    for (Values values = this; values != null; values = values.outer) {
      for (int i = 0; i < values.pairs.length; i += 2) {
        if (values.pairs[i] == key) {
          return (V) values.pairs[i + 1];
        }
      }
    }
    return null;
  }
}
