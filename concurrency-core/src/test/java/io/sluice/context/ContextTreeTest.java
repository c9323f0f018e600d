package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.context.Context.State;
import io.sluice.context.ContextTree.Kind;
import io.sluice.context.ContextTree.Node;
import io.sluice.context.TreeObservers.Watch;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.StartLine;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random trees, observed at random, ended at random: every node ends as a model says, and nobody is
 * left registered anywhere. {@code -Dsluice.tree.seed} repeats a failed tree, {@code
 * -Dsluice.tree.seconds} goes on for longer.
 */
@Rule({29, 30, 31, 32, 33, 35})
@Timeout(3_600)
class ContextTreeTest {

  private static final int SIZE = 100;
  private static final int OBSERVERS = 60;
  private static final int THREADS = 4;
  private static final long SECONDS = Long.getLong("sluice.tree.seconds", 1);

  /** What is done with a tree, all of it determined by the source of random numbers. */
  private interface Round {
    void run(Random random) throws Exception;
  }

  private static void rounds(Round round) {
    Long given = Long.getLong("sluice.tree.seed");
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    long seed = given != null ? given : System.nanoTime();
    int count = 0;
    do {
      try {
        round.run(new Random(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("with -Dsluice.tree.seed=" + seed, e);
      }
      seed = given != null ? given : seed + 1;
      count++;
    } while (System.nanoTime() - end < 0);
    System.out.println("ContextTreeTest: " + count + " trees, the last with seed " + seed);
  }

  /** One thread ends, others only look: each node must be exactly as the model says. */
  @Test
  void sequentialEnds_ofARandomTree_areThoseOfTheModel() {
    rounds(
        random -> {
          ContextTree tree = new ContextTree(random, SIZE, false);
          List<Watch> watches = TreeObservers.observe(tree, random, OBSERVERS / 4, true);
          List<Node> cancellable = tree.cancellable();
          for (int i = 0; i < 8; i++) {
            Node node = cancellable.get(1 + random.nextInt(cancellable.size() - 1));
            Throwable cause = random.nextInt(3) == 0 ? null : new IllegalStateException("" + i);
            boolean won = ((CancellableContext) node.context).cancel(cause);
            assertThat(won).as("%s", node).isEqualTo(node.expected == State.ACTIVE);
            node.end(State.CANCELLED, cause != null ? cause : node.context.cause());
            for (int j = 0; j < 5; j++) {
              assertAsExpected(tree.nodes.get(random.nextInt(SIZE)));
            }
            watches.addAll(TreeObservers.observe(tree, random, 3, true));
          }
          tree.nodes.forEach(ContextTreeTest::assertAsExpected);
          finish(tree, watches, random);
        });
  }

  private static void assertAsExpected(Node node) {
    assertThat(node.context.state()).as("%s", node).isEqualTo(node.expected);
    assertThat(node.context.cause()).as("%s", node).isSameAs(node.expectedCause);
    assertThat(node.context.isDone()).isEqualTo(node.expected != State.ACTIVE);
  }

  /** Many threads end at once, and time passes: each node must be one of what the model allows. */
  @Test
  void simultaneousEnds_ofARandomTree_areAmongThoseOfTheModel() {
    rounds(
        random -> {
          ContextTree tree = new ContextTree(random, SIZE, true);
          List<Watch> watches = TreeObservers.observe(tree, random, OBSERVERS, true);
          List<Node> victims = new ArrayList<>(tree.cancellable());
          victims.remove(0);
          Collections.shuffle(victims, random);
          victims = victims.subList(0, 8);
          Set<Node> won = cancelAtOnce(victims);
          for (Node node : tree.nodes) {
            if (node.kind == Kind.NEAR_DEADLINE) {
              Probe.awaitDeadline(node.context);
            }
          }
          List<Node> shuffled = new ArrayList<>(tree.nodes);
          Collections.shuffle(shuffled, random);
          shuffled.forEach(node -> node.context.isDone());
          for (Node node : tree.nodes) {
            assertAllowed(node, victims, won);
          }
          finish(tree, watches, random);
        });
  }

  private static Throwable causeOf(Node victim) {
    return Probe.source(victim.context).cause();
  }

  private static Set<Node> cancelAtOnce(List<Node> victims) throws Exception {
    StartLine start = new StartLine(THREADS);
    List<Outcome<List<Node>>> cancels = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int first = i;
      cancels.add(
          Threads.start(
              i % 2 == 0 ? ThreadKind.PLATFORM : ThreadKind.VIRTUAL,
              () -> {
                start.await();
                List<Node> won = new ArrayList<>();
                for (int j = first; j < victims.size(); j += THREADS) {
                  Node victim = victims.get(j);
                  Throwable cause = j % 3 == 0 ? null : new IllegalStateException("of " + victim);
                  if (((CancellableContext) victim.context).cancel(cause)) {
                    won.add(victim);
                    assertThat(victim.context.state()).isEqualTo(State.CANCELLED);
                  }
                  if (cause != null && won.contains(victim)) {
                    assertThat(victim.context.cause()).isSameAs(cause);
                  }
                }
                return won;
              }));
    }
    Set<Node> won = new HashSet<>();
    for (Outcome<List<Node>> cancel : cancels) {
      won.addAll(cancel.result());
    }
    return won;
  }

  private static void assertAllowed(Node node, List<Node> victims, Set<Node> won) {
    List<Node> chain = node.reachedFrom();
    boolean cancelled = chain.stream().anyMatch(victims::contains);
    boolean late = chain.stream().anyMatch(each -> each.kind == Kind.NEAR_DEADLINE);
    State state = node.context.state();
    assertThat(node.context.isDone()).as("%s", node).isEqualTo(cancelled || late);
    if (state == State.CANCELLED) {
      assertThat(chain.stream().filter(won::contains).map(ContextTreeTest::causeOf))
          .as("%s", node)
          .contains(node.context.cause());
    } else if (state == State.DEADLINE_EXCEEDED) {
      assertThat(late).as("%s", node).isTrue();
      assertThat(node.context.cause()).isInstanceOf(DeadlineExceededException.class);
    }
    if (won.contains(node)) {
      assertThat(state).as("%s", node).isEqualTo(State.CANCELLED);
      return;
    }
    Node parent = chain.size() > 1 ? chain.get(1) : null;
    if (parent != null && parent.context.isDone() && node.kind != Kind.NEAR_DEADLINE) {
      // It has no end of its own.
      assertThat(state).as("%s", node).isEqualTo(parent.context.state());
      assertThat(node.context.cause()).as("%s", node).isSameAs(parent.context.cause());
    }
  }

  /** Some leave, the others are told of the end; then nobody is left. */
  private static void finish(ContextTree tree, List<Watch> watches, Random random) {
    List<Watch> staying = new ArrayList<>();
    for (Watch watch : watches) {
      if (random.nextBoolean()) {
        watch.leave();
      } else {
        staying.add(watch);
      }
    }
    tree.cancellable().forEach(node -> ((CancellableContext) node.context).cancel());
    staying.forEach(Watch::awaitEnd);
    assertNobodyRegistered(tree);
  }

  private static void assertNobodyRegistered(ContextTree tree) {
    for (Node node : tree.nodes) {
      if (Probe.source(node.context) != null) {
        Probe.awaitUnobserved(node.context);
      }
    }
  }

  /** Nothing ends, everybody goes away, from several threads at once. */
  @Test
  void observersGoneAtOnce_fromALivingTree_leaveNothing() {
    rounds(
        random -> {
          ContextTree tree = new ContextTree(random, SIZE, false);
          List<Watch> watches = TreeObservers.observe(tree, random, OBSERVERS, false);
          List<Outcome<Void>> leaving = new ArrayList<>();
          for (int i = 0; i < THREADS; i++) {
            int first = i;
            leaving.add(
                Threads.start(
                    ThreadKind.PLATFORM,
                    () -> {
                      for (int j = first; j < watches.size(); j += THREADS) {
                        watches.get(j).leave();
                      }
                    }));
          }
          leaving.forEach(Outcome::result);
          assertNobodyRegistered(tree);
          assertThat(tree.nodes).allSatisfy(ContextTreeTest::assertAsExpected);
        });
  }
}
