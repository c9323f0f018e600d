package io.sluice.context;

import io.sluice.context.Context.Key;
import io.sluice.context.Context.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random tree of contexts beside a model of it that is told of each end as Go would tell it. */
final class ContextTree {

  static final Key<Integer> KEY = Key.of("node");

  /** What a node is derived by. */
  enum Kind {
    CANCEL,
    FAR_DEADLINE,
    NEAR_DEADLINE,
    VALUE,
    WITHOUT_CANCEL
  }

  /** One context, and what the model knows of it. */
  static final class Node {
    final int number;
    final Kind kind;

    /** Null at the root. */
    final Node parent;

    final Context context;
    final List<Node> children = new ArrayList<>();

    /** What must be told by now if one thread does all the ending. */
    State expected = State.ACTIVE;

    Throwable expectedCause;

    Node(int number, Kind kind, Node parent, Context context) {
      this.number = number;
      this.kind = kind;
      this.parent = parent;
      this.context = context;
      if (parent != null) {
        parent.children.add(this);
        if (kind != Kind.WITHOUT_CANCEL) {
          expected = parent.expected;
          expectedCause = parent.expectedCause;
        }
      }
    }

    boolean canBeCancelled() {
      return context instanceof CancellableContext;
    }

    /** The nodes from here up to where cancellation comes from at most. */
    List<Node> reachedFrom() {
      List<Node> chain = new ArrayList<>();
      for (Node node = this; node != null; node = node.parent) {
        if (node.kind == Kind.WITHOUT_CANCEL) {
          break;
        }
        chain.add(node);
      }
      return chain;
    }

    /** Ends this node and what is active below, as Go does: at once and by walking. */
    void end(State state, Throwable cause) {
      if (expected == State.ACTIVE) {
        expected = state;
        expectedCause = cause;
        for (Node child : children) {
          if (child.kind != Kind.WITHOUT_CANCEL) {
            child.end(state, cause);
          }
        }
      }
    }

    @Override
    public String toString() {
      return kind + " " + number + (parent == null ? "" : " < " + parent);
    }
  }

  final List<Node> nodes = new ArrayList<>();

  ContextTree(Random random, int size, boolean near) {
    nodes.add(new Node(0, Kind.CANCEL, null, Context.background().withCancel()));
    while (nodes.size() < size) {
      // Half of them below one of the latest, so that the tree grows deep as well as wide.
      int from =
          random.nextBoolean()
              ? random.nextInt(nodes.size())
              : nodes.size() - 1 - random.nextInt(Math.min(4, nodes.size()));
      derive(random, nodes.get(from), near);
    }
  }

  private void derive(Random random, Node parent, boolean near) {
    Context from = parent.context;
    int number = nodes.size();
    Kind kind =
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> Kind.CANCEL;
          case 4, 5 -> Kind.FAR_DEADLINE;
          case 6 -> near ? Kind.NEAR_DEADLINE : Kind.FAR_DEADLINE;
          case 7, 8 -> Kind.VALUE;
          default -> random.nextInt(3) == 0 ? Kind.WITHOUT_CANCEL : Kind.CANCEL;
        };
    Context context =
        switch (kind) {
          case CANCEL -> from.withCancel();
          case FAR_DEADLINE -> from.withTimeout(Probe.LONG.plusSeconds(random.nextInt(1_000)));
          case NEAR_DEADLINE -> from.withTimeout(Duration.ofNanos(random.nextInt(5_000_000)));
          case VALUE -> from.withValue(KEY, number);
          case WITHOUT_CANCEL -> from.withoutCancel();
        };
    nodes.add(new Node(number, kind, parent, context));
  }

  List<Node> cancellable() {
    return nodes.stream().filter(Node::canBeCancelled).toList();
  }
}
