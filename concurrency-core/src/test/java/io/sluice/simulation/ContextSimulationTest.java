package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.channel.ReceiveChannel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.testkit.simulation.Options;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Ending contexts, in all schedules: who wins, and what everybody else sees of it. */
@Tag("simulation")
class ContextSimulationTest {

  private static final Options ALL = exhaustive(2, "io.sluice.context");

  private static boolean isClosed(ReceiveChannel<Void> channel) {
    return channel.tryReceive().isClosed();
  }

  @Test
  @Rule({29, 30})
  void cancel_twice_firstCauseWins(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext context = Context.background().withCancel();
          String[] told = new String[2];
          together(
              () ->
                  told[0] = context.cancel(new Exception("A")) + " " + context.cause().getMessage(),
              () ->
                  told[1] =
                      context.cancel(new Exception("B")) + " " + context.cause().getMessage());
          return List.of(told);
        },
        "[true A, false A]",
        "[false B, true B]");
  }

  /** Also the one that came too late returns only when the context is done for everybody. */
  @Test
  @Rule({29, 32})
  void cancel_twiceWhileObserved_eachReturnsWithDoneClosed(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext context = Context.background().withCancel();
          ReceiveChannel<Void> done = context.done();
          ReceiveChannel<Void> below = context.withCancel().done();
          boolean[] won = new boolean[2];
          boolean[] closed = new boolean[2];
          together(
              () -> {
                won[0] = context.cancel();
                closed[0] = isClosed(done);
              },
              () -> {
                won[1] = context.cancel();
                closed[1] = isClosed(done);
              });
          return (won[0] ^ won[1]) + " " + closed[0] + " " + closed[1] + " " + isClosed(below);
        },
        "true true true true");
  }

  @Test
  @Rule({30, 33})
  void cancel_parentAndChild_eachKeepsItsFirstCause(TestReporter reporter) {
    outcomes(reporter, ALL, () -> cancelParentAndChild(false), "A true, B", "A false, A");
  }

  /** With observers, the end is pushed down besides being looked up. */
  @Test
  @Rule({30, 33})
  void cancel_parentAndObservedChild_eachKeepsItsFirstCause(TestReporter reporter) {
    outcomes(reporter, ALL, () -> cancelParentAndChild(true), "A true, B", "A false, A");
  }

  private static String cancelParentAndChild(boolean observed) throws InterruptedException {
    CancellableContext parent = Context.background().withCancel();
    CancellableContext child = parent.withCancel();
    Context below = child.withCancel();
    if (observed) {
      below.done();
    }
    boolean[] won = new boolean[1];
    together(
        () -> parent.cancel(new Exception("A")),
        () -> {
          won[0] = child.cancel(new Exception("B"));
        });
    if (!below.cause().equals(child.cause())) {
      return "below " + below.cause() + ", above " + child.cause();
    }
    return parent.cause().getMessage() + " " + won[0] + ", " + child.cause().getMessage();
  }

  @Test
  @Rule(33)
  void cancel_childOnly_parentStaysActive(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext parent = Context.background().withCancel();
          CancellableContext one = parent.withCancel();
          CancellableContext two = parent.withCancel();
          one.done();
          two.done();
          together(one::cancel, two::cancel);
          return parent.state() + " " + isClosed(parent.done());
        },
        "ACTIVE false");
  }

  /** Nobody asks the channel's context: it is closed because the context was observed. */
  @Test
  @Rule({29, 32})
  void done_askedForDuringCancelAbove_isClosedInTheEnd(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext parent = Context.background().withCancel();
          List<ReceiveChannel<Void>> asked = new ArrayList<>();
          together(parent::cancel, () -> asked.add(parent.withCancel().withCancel().done()));
          return isClosed(asked.get(0));
        },
        "true");
  }

  @Test
  @Rule(29)
  void done_askedForTwiceDuringCancel_isTheSameAndClosed(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(1, "io.sluice.context"),
        () -> {
          CancellableContext context = Context.background().withCancel();
          List<ReceiveChannel<Void>> asked = new ArrayList<>();
          together(
              context::cancel, () -> asked.add(context.done()), () -> asked.add(context.done()));
          return asked.stream().distinct().count() + " " + isClosed(asked.get(0));
        },
        "1 true");
  }

  /** Once the state tells the end, the cause is set and the channel closed already. */
  @Test
  @Rule(29)
  void state_duringCancelAbove_comesWithCauseAndDone(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext parent = Context.background().withCancel();
          Context child = parent.withCancel();
          ReceiveChannel<Void> done = child.done();
          String[] seen = new String[1];
          together(
              () -> parent.cancel(new Exception("A")),
              () -> {
                Context.State state = child.state();
                seen[0] =
                    state == Context.State.ACTIVE
                        ? "active"
                        : state + " " + child.cause().getMessage() + " " + isClosed(done);
              });
          return seen[0];
        },
        "active",
        "CANCELLED A true");
  }

  /** The other way round: the channel is never ahead of the state. */
  @Test
  @Rule(29)
  void done_closedDuringCancelAbove_comesWithState(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext parent = Context.background().withCancel();
          Context child = parent.withCancel();
          ReceiveChannel<Void> done = child.done();
          String[] seen = new String[1];
          together(
              parent::cancel,
              () -> seen[0] = isClosed(done) ? child.state() + " " + parent.state() : "open");
          return seen[0];
        },
        "open",
        "CANCELLED CANCELLED");
  }

  /** All descendants, whether anybody observes them or not, and one made meanwhile. */
  @Test
  @Rule(32)
  void cancel_returned_everyDescendantIsDone(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext root = Context.background().withCancel();
          Context silent = root.withCancel().withCancel();
          CancellableContext middle = root.withCancel();
          Context observed = middle.withCancel();
          ReceiveChannel<Void> done = observed.done();
          List<Context> made = new ArrayList<>();
          String[] seen = new String[1];
          together(
              () -> {
                root.cancel();
                seen[0] = silent.isDone() + " " + observed.isDone() + " " + isClosed(done);
              },
              () -> {
                middle.cancel();
                made.add(observed.withCancel());
              });
          return seen[0] + " " + made.get(0).isDone();
        },
        "true true true true");
  }

  /** Whoever has the channel may rely on it, also while the one who made it is not done with it. */
  @Test
  @Rule({29, 32})
  void done_madeByAnother_isClosedWhenACancelAboveReturns(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext parent = Context.background().withCancel();
          Context child = parent.withCancel();
          boolean[] closed = new boolean[1];
          together(
              child::done,
              () -> {
                ReceiveChannel<Void> done = child.done();
                parent.cancel();
                closed[0] = isClosed(done);
              });
          return closed[0];
        },
        "true");
  }
}
