package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.CancelSignal.Subscription;
import io.sluice.context.Context.Registration;
import io.sluice.context.Context.State;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.StartLine;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first observer links a context and sets its alarm, the last undoes both. */
@Rule(33)
@Timeout(60)
class ObserversTest {

  private final CancellableContext root = Context.background().withCancel();
  private final Context middle = root.withCancel();
  private final Context leaf = middle.withCancel();

  private static Subscription subscribe(Context context) {
    return context.unparkWhenDone(Thread.currentThread());
  }

  @Test
  void observers_none_knowNothingOfEachOther() {
    assertThat(Probe.source(root).knownObservers()).isNull();
    assertThat(leaf.isDone()).isFalse();
    assertThat(Probe.source(root).knownObservers()).isNull();
    assertThat(Probe.source(leaf).knownObservers()).isNull();
  }

  @Test
  void firstAndLastObserver_ofALeaf_linkAndUnlinkAllTheWayUp() {
    Subscription first = subscribe(leaf);
    Subscription second = subscribe(leaf);
    assertThat(Probe.observers(leaf)).isEqualTo(2);
    assertThat(Probe.isLinked(leaf, middle)).isTrue();
    assertThat(Probe.isLinked(middle, root)).isTrue();
    first.close();
    first.close();
    assertThat(Probe.observers(leaf)).isEqualTo(1);
    assertThat(Probe.isLinked(leaf, middle)).isTrue();
    second.close();
    assertThat(List.of(Probe.observers(leaf), Probe.observers(middle), Probe.observers(root)))
        .containsOnly(0);
  }

  @Test
  void lastObserverOfALeaf_ofAnObservedMiddle_leavesTheMiddleLinked() {
    Subscription above = subscribe(middle);
    Subscription below = subscribe(leaf);
    assertThat(Probe.observers(middle)).isEqualTo(2);
    below.close();
    assertThat(Probe.observers(middle)).isEqualTo(1);
    assertThat(Probe.isLinked(middle, root)).isTrue();
    above.close();
    assertThat(Probe.observers(root)).isZero();
  }

  @Test
  void cancelOfTheMiddle_observedBelow_unlinksItFromTheRoot() {
    subscribe(leaf);
    Subscription sibling = subscribe(root.withCancel());
    assertThat(Probe.observers(root)).isEqualTo(2);
    ((CancellableContext) middle).cancel();
    assertThat(Probe.observers(root)).isEqualTo(1);
    assertThat(Probe.observers(middle) + Probe.observers(leaf)).isZero();
    assertThat(Probe.hasLatched(leaf)).isTrue();
    sibling.close();
    assertThat(Probe.observers(root)).isZero();
  }

  @Test
  void observe_doneContext_isRefusedAndLinksNothing() {
    root.cancel();
    subscribe(leaf);
    leaf.done();
    leaf.onCancel(() -> {});
    assertThat(Probe.observers(leaf) + Probe.observers(middle) + Probe.observers(root)).isZero();
  }

  @Test
  void close_afterTheEnd_isOfNoConsequence() {
    Subscription subscription = subscribe(leaf);
    Registration registration = leaf.onCancel(() -> {});
    root.cancel();
    subscription.close();
    subscription.close();
    assertThat(registration.close()).isFalse();
    assertThat(leaf.state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void close_inAnyOrder_leavesTheOthers() {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      List<Subscription> open = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        open.add(subscribe(leaf));
      }
      Collections.shuffle(open, random);
      while (!open.isEmpty()) {
        open.removeLast().close();
        assertThat(Probe.observers(leaf)).isEqualTo(open.size());
        assertThat(Probe.isLinked(leaf, middle)).isEqualTo(!open.isEmpty());
      }
    }
    assertThat(Probe.observers(root)).isZero();
  }

  @Test
  void alarm_ofOwnDeadline_isSetWhileObserved() {
    Context timed = root.withTimeout(Probe.LONG);
    assertThat(Probe.alarm(timed)).isNull();
    Subscription first = subscribe(timed);
    assertThat(Probe.isAlarmSet(timed)).isTrue();
    Alarm alarm = Probe.alarm(timed);
    Subscription second = subscribe(timed);
    first.close();
    assertThat(Probe.isAlarmSet(timed)).isTrue();
    second.close();
    assertThat(Probe.isAlarmSet(timed)).isFalse();
    Subscription third = subscribe(timed);
    assertThat(Probe.alarm(timed)).as("set again, not made anew").isSameAs(alarm);
    assertThat(Probe.isAlarmSet(timed)).isTrue();
    third.close();
    assertThat(Probe.isAlarmSet(timed)).isFalse();
  }

  @Test
  void alarm_ofInheritedDeadline_isItsOwners() {
    Context owner = root.withTimeout(Probe.LONG);
    Context heir = owner.withTimeout(Probe.LONG.plusHours(1)).withCancel();
    Subscription subscription = subscribe(heir);
    assertThat(Probe.alarm(heir)).isNull();
    assertThat(Probe.isAlarmSet(owner)).isTrue();
    subscription.close();
    assertThat(Probe.isAlarmSet(owner)).isFalse();
    Context hasty = owner.withTimeout(Probe.LONG.dividedBy(2));
    subscribe(hasty);
    assertThat(Probe.isAlarmSet(hasty)).isTrue();
    assertThat(Probe.isAlarmSet(owner)).as("observed through the child").isTrue();
    root.cancel();
    assertThat(Probe.isAlarmSet(hasty) || Probe.isAlarmSet(owner)).isFalse();
  }

  @Test
  void alarm_ofContextWithoutDeadline_isNeverMade() {
    subscribe(leaf);
    assertThat(Probe.alarm(leaf)).isNull();
    assertThat(Probe.alarm(root)).isNull();
  }

  @Rule({31, 33})
  @Test
  void deadline_ofTheMiddle_endsTheObservedLeafWithoutBeingAsked() {
    Context timed = root.withTimeout(Duration.ofMillis(10));
    Context below = timed.withCancel().withTimeout(Probe.LONG);
    subscribe(below);
    Threads.await(() -> Probe.hasLatched(below), "the timer to end what is below");
    assertThat(below.state()).isEqualTo(State.DEADLINE_EXCEEDED);
    assertThat(below.cause()).isSameAs(timed.cause());
    assertThat(Probe.observers(root)).isZero();
    assertThat(root.isDone()).isFalse();
  }

  /** Lists turn empty and not empty from several threads; the links must agree with that. */
  @RepeatedTest(20)
  void joiningAndLeaving_racing_leavesLinksThatAgreeWithTheLists() throws Exception {
    Context timed = root.withTimeout(Probe.LONG);
    List<Context> leaves = List.of(timed.withCancel(), timed.withCancel(), timed);
    StartLine start = new StartLine(leaves.size());
    List<Outcome<Subscription>> threads = new ArrayList<>();
    for (Context each : leaves) {
      threads.add(
          Threads.start(
              ThreadKind.PLATFORM,
              () -> {
                start.await();
                for (int i = 0; i < 2_000; i++) {
                  subscribe(each).close();
                }
                return subscribe(each);
              }));
    }
    List<Subscription> last = new ArrayList<>();
    threads.forEach(thread -> last.add(thread.result()));
    assertThat(Probe.observers(timed)).isEqualTo(3);
    assertThat(Probe.isLinked(timed, root)).isTrue();
    assertThat(Probe.isAlarmSet(timed)).isTrue();
    last.forEach(Subscription::close);
    assertThat(Probe.observers(timed) + Probe.observers(root)).isZero();
    assertThat(Probe.isAlarmSet(timed)).isFalse();
  }

  /** One who has joined is reached by every end from then on. */
  @RepeatedTest(300)
  void joining_whileAnAncestorEnds_isRefusedOrWoken() throws Exception {
    Outcome<Boolean> waiting =
        Threads.startRacing(
            ThreadKind.PLATFORM,
            () -> {
              try {
                io.sluice.channel.Channel.never().receive(leaf);
                return false;
              } catch (CancelledException e) {
                return true;
              }
            });
    root.cancel();
    assertThat(waiting.result()).isTrue();
    assertThat(Probe.observers(leaf) + Probe.observers(middle) + Probe.observers(root)).isZero();
  }
}
