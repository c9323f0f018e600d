package io.sluice.sync;

import org.jspecify.annotations.Nullable;

/**
 * What stands in one bucket of a table, as one word: null, a {@link Node}, a {@link Link} to one
 * and to the others, or {@link BucketTable#MOVED}. Immutable but for the values in the nodes, so
 * that buckets can have their ends in common; the nodes are in no order.
 */
@SuppressWarnings("ReferenceEquality") // of nodes and buckets
abstract sealed class Bucket permits Node, Link {

  /** Of the first node's key. */
  final int hash;

  Bucket(int hash) {
    this.hash = hash;
  }

  /** The first node. */
  abstract Node node();

  /** The others, or null. */
  abstract @Nullable Bucket rest();

  /** The node of a key, or null. */
  static @Nullable Node find(@Nullable Bucket bucket, Object key, int hash) {
    Bucket at = bucket;
    while (at instanceof Link link) {
      // Read both, then choose: so the choice, which nobody could predict, needs no branch.
      Bucket node = link.node;
      Bucket rest = link.rest;
      Bucket likely = link.hash == hash ? node : rest;
      if (likely instanceof Node one && one.isOf(key, hash)) {
        return one;
      }
      at = rest;
    }
    return at instanceof Node one && one.isOf(key, hash) ? one : null;
  }

  /** A bucket with one node more. */
  static Bucket with(@Nullable Bucket bucket, Node added) {
    return bucket == null ? added : new Link(added, bucket);
  }

  /** A bucket without a node, and others that were removed; the same if there are none. */
  static @Nullable Bucket without(@Nullable Bucket bucket, Node removed) {
    Bucket shared = bucket;
    for (Bucket at = bucket; at != null; at = at.rest()) {
      if (isOut(at.node(), removed)) {
        shared = at.rest();
      }
    }
    Bucket left = shared;
    for (Bucket at = bucket; at != null && at != shared; at = at.rest()) {
      Node node = at.node();
      // Some may have been removed since they were looked at.
      if (!isOut(node, removed)) {
        left = with(left, node);
      }
    }
    return left;
  }

  private static boolean isOut(Node node, Node removed) {
    return node == removed || node.value() == null;
  }

  /**
   * The nodes of a bucket that have not been removed and whose hashes end with some bits, or whose
   * do not, besides others.
   *
   * @param mask which bits count
   * @param bits what they are to be
   * @param within whether those are selected, or all others
   */
  static @Nullable Bucket select(
      @Nullable Bucket bucket, int mask, int bits, boolean within, @Nullable Bucket others) {
    Bucket shared = others == null ? bucket : null;
    if (others == null) {
      for (Bucket at = bucket; at != null; at = at.rest()) {
        if (!isSelected(at, mask, bits, within)) {
          shared = at.rest();
        }
      }
    }
    Bucket selected = others == null ? shared : others;
    for (Bucket at = bucket; at != null && at != shared; at = at.rest()) {
      // As above.
      if (isSelected(at, mask, bits, within)) {
        selected = with(selected, at.node());
      }
    }
    return selected;
  }

  private static boolean isSelected(Bucket first, int mask, int bits, boolean within) {
    return ((first.hash & mask) == bits) == within && first.node().value() != null;
  }
}
