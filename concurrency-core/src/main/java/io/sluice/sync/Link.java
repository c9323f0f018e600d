package io.sluice.sync;

import org.jspecify.annotations.Nullable;

/**
 * One node and the others of its bucket. It repeats the node's hash, so that a search of two nodes
 * reads only the one that it is for.
 */
final class Link extends Bucket {

  final Node node;
  final Bucket rest;

  Link(Node node, Bucket rest) {
    super(node.hash);
    this.node = node;
    this.rest = rest;
  }

  @Override
  Node node() {
    return node;
  }

  @Override
  @Nullable Bucket rest() {
    return rest;
  }
}
