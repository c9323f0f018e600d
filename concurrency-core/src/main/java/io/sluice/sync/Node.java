package io.sluice.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a {@link SyncMap}, from when its key is put to when it is removed: it stands in one
 * {@linkplain Bucket bucket} after the other, but is never copied. ({@link BucketTable#MOVED} is
 * none.)
 *
 * <pre>
 *   value ──update──▶ other value ──remove──▶ REMOVED   (final)
 * </pre>
 */
final class Node extends Bucket {

  /** In place of a value. */
  static final Object REMOVED = new Object();

  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(Node.class, "value", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Object key;

  /**
   * Written by its maker, and then exchanged; read with acquire. Not volatile: the node is
   * published by an exchange of its bucket, and so its maker's write needs no fence.
   */
  private Object value;

  Node(int hash, Object key, Object value) {
    super(hash);
    this.key = key;
    this.value = value;
  }

  @Override
  Node node() {
    return this;
  }

  @Override
  @Nullable Bucket rest() {
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // before equals is asked
  boolean isOf(Object otherKey, int otherHash) {
    return hash == otherHash && (key == otherKey || otherKey.equals(key));
  }

  /** The value, or null if the entry was removed. */
  @SuppressWarnings("ReferenceEquality") // of a marker
  @Nullable Object value() {
    Object word = VALUE.getAcquire(this);
    return word == REMOVED ? null : word;
  }

  /** Changes the value, if it is as expected. */
  boolean exchange(Object expected, Object newValue) {
    return VALUE.compareAndSet(this, expected, newValue);
  }
}
