package io.sluice.sync;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands in one bucket of a table, as one word: null, a {@link Node}, an array of several, or
 * {@link #MOVED}. What a word refers to is immutable, but for the values in the nodes.
 */
@SuppressWarnings("ReferenceEquality") // of nodes
final class Bucket {

  /** Look in the next table. */
  static final Object MOVED = new Object();

  private Bucket() {}

  /** How many nodes there are; of one that has not moved. */
  static int size(@Nullable Object bucket) {
    return bucket == null ? 0 : bucket instanceof Node[] nodes ? nodes.length : 1;
  }

  /** One of the nodes. */
  static Node get(@Nullable Object bucket, int index) {
    return bucket instanceof Node[] nodes ? nodes[index] : (Node) Objects.requireNonNull(bucket);
  }

  /** The node of a key, or null. */
  static @Nullable Node find(@Nullable Object bucket, Object key, int hash) {
    if (bucket instanceof Node node) {
      return node.isOf(key, hash) ? node : null;
    }
    if (bucket instanceof Node[] nodes) {
      for (Node node : nodes) {
        if (node.isOf(key, hash)) {
          return node;
        }
      }
    }
    return null;
  }

  /** A bucket with one node more. */
  static Object with(@Nullable Object bucket, Node added) {
    if (bucket == null) {
      return added;
    }
    int size = size(bucket);
    Node[] nodes =
        bucket instanceof Node[] several ? Arrays.copyOf(several, size + 1) : new Node[2];
    nodes[0] = get(bucket, 0); // for the array of two
    nodes[size] = added;
    return nodes;
  }

  /** A bucket with another node in the place of one. */
  static Object with(Object bucket, Node replaced, Node replacement) {
    if (!(bucket instanceof Node[] several)) {
      return replacement;
    }
    Node[] nodes = several.clone();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] == replaced) {
        nodes[i] = replacement;
      }
    }
    return nodes;
  }

  /** A bucket without a node, and others that were removed; the same if there are none. */
  static @Nullable Object without(@Nullable Object bucket, Node removed) {
    if (!(bucket instanceof Node[] nodes)) {
      return bucket == removed ? null : bucket;
    }
    int number = 0;
    Node last = null;
    for (Node node : nodes) {
      if (node != removed && node.value() != null) {
        number++;
        last = node;
      }
    }
    if (number == nodes.length) {
      return bucket;
    }
    return number <= 1 ? last : without(nodes, removed, number);
  }

  /** Without an array that is thrown away where one node is left, as with most buckets. */
  private static @Nullable Object without(Node[] nodes, Node removed, int most) {
    Node[] left = new Node[most];
    int number = 0;
    for (Node node : nodes) {
      // Some may have been removed since they were counted.
      if (node != removed && node.value() != null) {
        left[number++] = node;
      }
    }
    return of(left, number);
  }

  private static @Nullable Object of(Node[] nodes, int number) {
    return switch (number) {
      case 0 -> null;
      case 1 -> nodes[0];
      default -> number == nodes.length ? nodes : Arrays.copyOf(nodes, number);
    };
  }

  /**
   * The nodes of a bucket that have not been removed and whose hashes end with some bits, or whose
   * do not, besides others.
   *
   * @param mask which bits count
   * @param bits what they are to be
   * @param within whether those are selected, or all others
   */
  static @Nullable Object select(
      @Nullable Object bucket, int mask, int bits, boolean within, @Nullable Object others) {
    if (bucket == null) {
      return others;
    }
    if (others == null && bucket instanceof Node node) {
      // As most: without an array.
      return isSelected(node, mask, bits, within) ? node : null;
    }
    int size = size(bucket);
    int before = size(others);
    Node[] selected = new Node[before + size];
    int number = before;
    for (int i = 0; i < size; i++) {
      Node node = get(bucket, i);
      if (isSelected(node, mask, bits, within)) {
        selected[number++] = node;
      }
    }
    if (number == before) {
      return others;
    }
    if (number == size && before == 0) {
      return bucket;
    }
    for (int i = 0; i < before; i++) {
      selected[i] = get(others, i);
    }
    return of(selected, number);
  }

  private static boolean isSelected(Node node, int mask, int bits, boolean within) {
    return ((node.hash & mask) == bits) == within && node.value() != null;
  }
}
