package io.sluice.simulation;

import static io.sluice.simulation.Schedules.exhaustive;
import static io.sluice.simulation.Schedules.outcomeOf;
import static io.sluice.simulation.Schedules.outcomes;
import static io.sluice.simulation.Schedules.start;
import static io.sluice.simulation.Schedules.together;

import io.sluice.Rule;
import io.sluice.channel.CancelSignal;
import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import io.sluice.context.Probe;
import io.sluice.testkit.simulation.Options;
import io.sluice.testkit.simulation.Simulation;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Coming to observe a context and going again, while it or one above ends, in all schedules. */
@Tag("simulation")
class ContextObserverSimulationTest {

  private static final Options ALL = exhaustive(2, "io.sluice.context");

  /** Waits for what never comes, until the context ends. */
  private static String waitWith(Context context) {
    return outcomeOf(() -> Channel.never().receive(context));
  }

  /** Comes to observe a context, and goes. */
  private static void passBy(Context context) {
    CancelSignal.Subscription subscription = context.unparkWhenDone(Thread.currentThread());
    subscription.close();
  }

  @Test
  @Rule(32)
  void wait_startedDuringCancelAbove_ends(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext root = Context.background().withCancel();
          Context leaf = root.withCancel().withCancel();
          String[] result = new String[1];
          together(() -> result[0] = waitWith(leaf), root::cancel);
          return result[0] + " " + Probe.observers(root) + Probe.observers(leaf);
        },
        "CancelledException 00");
  }

  /** The second joins while the first is still making the context known above. */
  @Test
  @Rule(32)
  void wait_twoStartedDuringCancelAbove_bothEnd(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(1, "io.sluice.context"),
        () -> {
          CancellableContext root = Context.background().withCancel();
          Context leaf = root.withCancel();
          String[] results = new String[2];
          together(
              () -> results[0] = waitWith(leaf), () -> results[1] = waitWith(leaf), root::cancel);
          return List.of(results);
        },
        "[CancelledException, CancelledException]");
  }

  /** The one that goes must not cut off the one that comes. */
  @Test
  @Rule({32, 33})
  void wait_besideOneThatGoes_staysConnected(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext root = Context.background().withCancel();
          Context leaf = root.withCancel();
          String[] result = new String[1];
          Thread waiting = start(() -> result[0] = waitWith(leaf));
          Thread passing = start(() -> passBy(leaf));
          Simulation.settle();
          root.cancel();
          waiting.join();
          passing.join();
          return result[0];
        },
        "CancelledException");
  }

  @Test
  @Rule({32, 33})
  void wait_besideOneThatGoesDuringCancelAbove_ends(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(1, "io.sluice.context"),
        () -> {
          CancellableContext root = Context.background().withCancel();
          Context leaf = root.withCancel();
          String[] result = new String[1];
          together(() -> result[0] = waitWith(leaf), () -> passBy(leaf), root::cancel);
          return result[0] + " " + Probe.observers(root) + Probe.observers(leaf);
        },
        "CancelledException 00");
  }

  /** Nothing is left behind by those who have gone, on whatever level they met. */
  @Test
  @Rule(33)
  void observers_gone_leaveNothing(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext root = Context.background().withCancel();
          CancellableContext middle = root.withCancel();
          Context leaf = middle.withCancel();
          together(() -> passBy(leaf), () -> passBy(middle));
          return "" + Probe.observers(root) + Probe.observers(middle) + Probe.observers(leaf);
        },
        "000");
  }

  @Test
  @Rule(33)
  void cancel_whileSiblingIsObserved_leavesOnlyTheSibling(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext root = Context.background().withCancel();
          CancellableContext one = root.withCancel();
          Context other = root.withCancel();
          one.done();
          together(one::cancel, other::done);
          return Probe.observers(root) + " " + Probe.isLinked(other, root);
        },
        "1 true");
  }

  @Test
  @Rule(34)
  void onCancel_registeredDuringCancel_runsOnce(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext root = Context.background().withCancel();
          Context leaf = root.withCancel();
          int[] runs = new int[1];
          together(root::cancel, () -> leaf.onCancel(() -> runs[0]++));
          Simulation.settle();
          return runs[0];
        },
        "1");
  }

  @Test
  @Rule(34)
  void onCancel_closedDuringCancel_ranOrWasPrevented(TestReporter reporter) {
    outcomes(
        reporter,
        ALL,
        () -> {
          CancellableContext root = Context.background().withCancel();
          Context leaf = root.withCancel();
          int[] runs = new int[1];
          boolean[] prevented = new boolean[1];
          Context.Registration registration = leaf.onCancel(() -> runs[0]++);
          together(root::cancel, () -> prevented[0] = registration.close());
          Simulation.settle();
          return (prevented[0] ? "prevented " : "ran ") + runs[0] + " " + Probe.observers(root);
        },
        "ran 1 0",
        "prevented 0 0");
  }

  @Test
  @Rule(34)
  void onCancel_closedTwiceDuringCancel_oneDecides(TestReporter reporter) {
    outcomes(
        reporter,
        exhaustive(1, "io.sluice.context"),
        () -> {
          CancellableContext context = Context.background().withCancel();
          int[] runs = new int[1];
          boolean[] prevented = new boolean[2];
          Context.Registration registration = context.onCancel(() -> runs[0]++);
          together(
              () -> prevented[0] = registration.close(),
              () -> prevented[1] = registration.close(),
              context::cancel);
          Simulation.settle();
          return runs[0] + " " + prevented[0] + " " + prevented[1];
        },
        "1 false false",
        "0 true false",
        "0 false true");
  }
}
