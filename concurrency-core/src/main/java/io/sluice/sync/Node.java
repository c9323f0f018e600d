package io.sluice.sync;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a {@link SyncMap}, and the chain of those in one bucket that begins with it. Chains
 * are immutable: a changed one shares what lies behind the change, and has copies of what lies
 * before it. An absent chain is null.
 *
 * <p>This class is the last node of a chain, as most are; the others are {@link Linked}. So a last
 * one takes no more than its header, the hash and two references.
 */
class Node {

  /** In place of a chain: look in the next table. Its hash is that of no key. */
  static final Node MOVED = new Node(-1, new Object(), new Object());

  final int hash;
  final Object key;
  final Object value;

  Node(int hash, Object key, Object value) {
    this.hash = hash;
    this.key = key;
    this.value = value;
  }

  /** A node with others behind it. */
  private static final class Linked extends Node {

    final Node next;

    Linked(int hash, Object key, Object value, Node next) {
      super(hash, key, value);
      this.next = next;
    }
  }

  /** The node behind this one, or null. */
  final @Nullable Node next() {
    return this instanceof Linked linked ? linked.next : null;
  }

  @SuppressWarnings("ReferenceEquality") // before equals is asked
  final boolean isOf(Object otherKey, int otherHash) {
    return hash == otherHash && (key == otherKey || otherKey.equals(key));
  }

  /** A chain with a new entry before others. */
  static Node chain(int hash, Object key, Object value, @Nullable Node others) {
    return others == null ? new Node(hash, key, value) : new Linked(hash, key, value, others);
  }

  /** The node of a key in a chain, or null. */
  static @Nullable Node find(@Nullable Node chain, Object key, int hash) {
    for (Node node = chain; node != null; node = node.next()) {
      if (node.isOf(key, hash)) {
        return node;
      }
    }
    return null;
  }

  /** The chain that begins with this node, with another value in one of its nodes. */
  final Node with(Node changed, Object newValue) {
    Node others = chain(changed.hash, changed.key, newValue, changed.next());
    return Objects.requireNonNull(copyBefore(changed, others));
  }

  /** The chain that begins with this node, without one of its nodes. */
  final @Nullable Node without(Node removed) {
    return copyBefore(removed, removed.next());
  }

  /** Copies of this node and those behind it, up to one of them, before another chain. */
  @SuppressWarnings("ReferenceEquality") // nodes have identity
  private @Nullable Node copyBefore(Node end, @Nullable Node others) {
    Node copied = others;
    for (Node node = this; node != null && node != end; node = node.next()) {
      copied = chain(node.hash, node.key, node.value, copied);
    }
    return copied;
  }

  /**
   * The nodes of a chain whose hashes end with some bits, or whose do not, before another chain.
   *
   * @param mask which bits count
   * @param bits what they are to be
   * @param within whether those are selected, or all others
   */
  @SuppressWarnings("ReferenceEquality") // nodes have identity
  static @Nullable Node select(
      @Nullable Node chain, int mask, int bits, boolean within, @Nullable Node others) {
    Node shared = others == null ? selectedEnd(chain, mask, bits, within) : null;
    Node selected = others == null ? shared : others;
    for (Node node = chain; node != null && node != shared; node = node.next()) {
      if (((node.hash & mask) == bits) == within) {
        selected = chain(node.hash, node.key, node.value, selected);
      }
    }
    return selected;
  }

  /** The longest end of a chain of which all nodes are selected, or null. */
  private static @Nullable Node selectedEnd(
      @Nullable Node chain, int mask, int bits, boolean within) {
    Node end = null;
    for (Node node = chain; node != null; node = node.next()) {
      if (((node.hash & mask) == bits) != within) {
        end = null;
      } else if (end == null) {
        end = node;
      }
    }
    return end;
  }
}
