package io.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.context.DeadlineExceededException;
import io.sluice.context.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small random tree of contexts, and what threads do with it at random: wait, register, call,
 * cancel. It looks by itself whether
 *
 * <ul>
 *   <li>all below a cancelled context are done when the cancel has returned, and none above is done
 *       because of it;
 *   <li>each cause is one that was given to the context or to one above it, or a deadline that has
 *       passed, and what came first stands;
 *   <li>each wait ends, each registered action runs or was prevented, no interrupt is left behind,
 *       and nobody is registered in the end.
 * </ul>
 */
final class RandomContexts {

  private static final int SIZE = 8;
  private static final int STEPS = 4;
  private static final int MOST_NANOS = 4_000;
  private static final long NEVER = Long.MAX_VALUE;

  /** What is given to cancel, and when at the earliest. */
  private static final class Given extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Node node;
    private final long notBefore = System.nanoTime();

    Given(Node node) {
      super("for node " + node.number, null, false, false);
      this.node = node;
    }
  }

  /** A context in the tree. */
  private static final class Node {
    private final int number;
    private final Node parent;
    private final CancellableContext context;

    /** Between which readings of the clock its deadline is, or the greatest. */
    private final long earliest;

    private final long latest;

    /** Whether the end of the parent is its own. */
    private final boolean attached;

    Node(int number, Node parent) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      this.number = number;
      this.parent = parent;
      this.attached = parent != null && random.nextInt(6) > 0;
      Context above = parent == null ? Context.background() : parent.context;
      Context from = attached || parent == null ? above : above.withoutCancel();
      boolean timed = random.nextInt(3) == 0;
      long nanos = random.nextInt(1, MOST_NANOS);
      long before = System.nanoTime();
      this.context = timed ? from.withTimeout(Duration.ofNanos(nanos)) : from.withCancel();
      long after = System.nanoTime();
      this.earliest = Math.min(attached ? parent.earliest : NEVER, timed ? before + nanos : NEVER);
      this.latest = Math.min(attached ? parent.latest : NEVER, timed ? after + nanos : NEVER);
    }

    /** Whether the end of another one is the end of this one. */
    boolean isBelow(Node other) {
      Node node = this;
      while (node != other && node.attached) {
        node = node.parent;
      }
      return node == other;
    }

    @Override
    public String toString() {
      return number + (attached ? " below " + parent : "");
    }
  }

  private final List<Node> nodes = new ArrayList<>();
  private final Queue<ReceiveChannel<Void>> asked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger registered = new AtomicInteger();
  private final AtomicInteger run = new AtomicInteger();
  private final AtomicInteger prevented = new AtomicInteger();

  RandomContexts() {
    // A simulation makes the timer when it is first asked for, which two must not do at once.
    try (CancellableContext timed = Context.background().withTimeout(Duration.ofHours(1))) {
      timed.done();
    }
    nodes.add(new Node(0, null));
    for (int i = 1; i < SIZE; i++) {
      nodes.add(new Node(i, nodes.get(ThreadLocalRandom.current().nextInt(i))));
    }
  }

  /** What one thread does. A fault may interrupt it, which ends the step that it was at. */
  void act() {
    for (int i = 0; i < STEPS; i++) {
      try {
        step(nodes.get(ThreadLocalRandom.current().nextInt(SIZE)));
      } catch (InterruptedException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  private void step(Node node) throws InterruptedException {
    switch (ThreadLocalRandom.current().nextInt(7)) {
      case 0 -> cancel(node);
      case 1 -> waitAtMost(node.context);
      case 2 -> call(node);
      case 3 -> asked.add(node.context.done());
      case 4 -> register(node);
      case 5 -> Thread.sleep(0, ThreadLocalRandom.current().nextInt(MOST_NANOS));
      default -> check(node);
    }
  }

  private void cancel(Node node) {
    Given cause = new Given(node);
    boolean won = node.context.cancel(cause);
    for (Node each : nodes) {
      if (each.isBelow(node)) {
        assertThat(each.context.isDone()).as("%s after cancel of %s", each, node).isTrue();
      }
      assertThat(each.context.cause() != cause || each.isBelow(node)).as("%s", each).isTrue();
    }
    assertThat(node.context.cause() == cause).isEqualTo(won);
  }

  private static void waitAtMost(Context context) throws InterruptedException {
    try (CancellableContext limited = context.withTimeout(Duration.ofNanos(MOST_NANOS))) {
      Channel.never().receive(limited);
    }
  }

  private static void call(Node node) throws InterruptedException {
    try {
      node.context.call(
          () -> {
            Thread.sleep(0, ThreadLocalRandom.current().nextInt(MOST_NANOS));
            return null;
          });
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void register(Node node) {
    registered.incrementAndGet();
    Context.Registration registration = node.context.onCancel(run::incrementAndGet);
    if (ThreadLocalRandom.current().nextBoolean() && registration.close()) {
      prevented.incrementAndGet();
    }
  }

  private void check(Node node) {
    long before = System.nanoTime();
    Context.State state = node.context.state();
    Throwable cause = node.context.cause();
    if (state == Context.State.ACTIVE) {
      assertThat(before).as("%s", node).isLessThan(node.latest);
    } else if (cause instanceof Given given) {
      assertThat(state).isEqualTo(Context.State.CANCELLED);
      assertThat(node.isBelow(given.node)).as("%s, cancelled %s", node, given).isTrue();
      assertThat(given.notBefore).as("%s", node).isLessThanOrEqualTo(node.latest);
    } else {
      assertThat(state).isEqualTo(Context.State.DEADLINE_EXCEEDED);
      assertThat(cause).isInstanceOf(DeadlineExceededException.class);
      assertThat(System.nanoTime()).as("%s", node).isGreaterThanOrEqualTo(node.earliest);
    }
  }

  /** Ends all, when the threads have ended. */
  void end() throws InterruptedException {
    nodes.forEach(this::check);
    nodes.forEach(this::cancel);
    nodes.forEach(this::check);
    Thread.sleep(Duration.ofDays(1)); // also those that a fault holds up have run by then
    assertThat(run.get() + prevented.get()).isEqualTo(registered.get());
    assertThat(asked).allMatch(channel -> channel.tryReceive().isClosed());
    for (Node node : nodes) {
      assertThat(Probe.observers(node.context)).as("observers of %s", node).isZero();
      assertThat(Probe.isAlarmSet(node.context)).as("alarm of %s", node).isFalse();
    }
  }
}
