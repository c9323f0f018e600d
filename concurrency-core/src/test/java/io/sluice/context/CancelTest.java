package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;
import io.sluice.context.Context.State;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cancelling: what it returns, what it tells, whom it ends and whom it does not. */
@Timeout(60)
class CancelTest {

  private final CancellableContext parent = Context.background().withCancel();
  private final IOException cause = new IOException("first");

  private static void assertCancelled(Context context, Throwable cause) {
    assertThat(context.state()).isEqualTo(State.CANCELLED);
    assertThat(context.isDone()).isTrue();
    assertThat(context.cause()).isSameAs(cause);
    assertThat(context.done().tryReceive().isClosed()).isTrue();
  }

  @Rule({30, 32})
  @Test
  void cancel_firstAndLater_onlyTheFirstCounts() {
    assertThat(parent.cancel(cause)).isTrue();
    assertThat(parent.cancel(new IOException("second"))).isFalse();
    assertThat(parent.cancel()).isFalse();
    parent.close();
    parent.close();
    assertCancelled(parent, cause);
  }

  @Rule(30)
  @Test
  void cancel_withoutCause_tellsAlwaysTheSameCancelledException() {
    assertThat(parent.cancel(null)).isTrue();
    Throwable told = parent.cause();
    assertThat(told).isExactlyInstanceOf(CancelledException.class).hasNoCause();
    assertThat(told.getStackTrace()).as("whoever asked first did not cancel").isEmpty();
    assertCancelled(parent, told);
    assertCancelled(parent.withCancel(), told);
  }

  @Rule(30)
  @Test
  void cancelAndClose_withoutCause_areTheSame() {
    CancellableContext closed = Context.background().withCancel();
    closed.close();
    assertThat(closed.cause()).isExactlyInstanceOf(CancelledException.class);
    assertThat(parent.cancel()).isTrue();
    assertThat(parent.cause())
        .isExactlyInstanceOf(CancelledException.class)
        .hasMessage(closed.cause().getMessage());
  }

  @Rule(30)
  @Test
  void cause_inTheWholeTree_isTheSameObject() {
    List<Context> below = new ArrayList<>(List.of(parent));
    for (int i = 0; i < 30; i++) {
      Context from = below.get(i / 2);
      below.add(i % 3 == 0 ? from.withTimeout(Probe.LONG) : from.withCancel());
      if (i % 2 == 0) {
        assertThat(below.getLast().done().tryReceive().isClosed()).isFalse();
      }
    }
    parent.cancel();
    Throwable told = below.getLast().cause();
    assertThat(told).isNotNull();
    assertThat(below).allSatisfy(context -> assertCancelled(context, told));
  }

  @Rule(30)
  @Test
  void cancel_childBeforeParent_keepsTheChildsCause() {
    CancellableContext child = parent.withCancel();
    Context below = child.withCancel();
    IOException own = new IOException("own");
    assertThat(child.cancel(own)).isTrue();
    assertThat(parent.cancel(cause)).isTrue();
    assertCancelled(child, own);
    assertCancelled(below, own);
    assertCancelled(parent, cause);
  }

  @Rule({30, 32})
  @Test
  void cancel_childAfterParent_returnsFalseThoughNobodyAskedTheChildBefore() {
    CancellableContext child = parent.withCancel();
    parent.cancel(cause);
    assertThat(child.cancel(new IOException("late"))).isFalse();
    assertCancelled(child, cause);
  }

  @Rule(33)
  @Test
  void cancel_child_neverEndsParentOrSiblings() {
    CancellableContext child = parent.withCancel();
    Context sibling = parent.withCancel();
    ReceiveChannel<Void> siblingDone = sibling.done();
    child.done();
    child.cancel(cause);
    assertThat(parent.state()).isEqualTo(State.ACTIVE);
    assertThat(sibling.state()).isEqualTo(State.ACTIVE);
    assertThat(siblingDone.tryReceive().isClosed()).isFalse();
    parent.cancel();
    assertThat(siblingDone.tryReceive().isClosed()).isTrue();
  }

  @Rule(29)
  @Test
  void derive_fromDone_isDoneFromTheBeginning() {
    parent.cancel(cause);
    assertCancelled(parent.withCancel(), cause);
    assertCancelled(parent.withTimeout(Probe.LONG), cause);
    assertCancelled(parent.withTimeout(java.time.Duration.ZERO), cause);
    assertCancelled(parent.withValue(Context.Key.of("key"), 1), cause);
  }

  @Rule({29, 32})
  @Test
  void cancel_returned_everyDescendantIsDoneAndItsChannelClosed() {
    List<Context> below = new ArrayList<>(List.of(parent));
    List<ReceiveChannel<Void>> channels = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      below.add(below.get((int) (i * 31L % below.size())).withCancel());
      if (i % 3 == 0) {
        channels.add(below.getLast().done());
      }
    }
    parent.cancel(cause);
    // The channels first: asking a context would close them.
    assertThat(channels).allSatisfy(done -> assertThat(done.tryReceive().isClosed()).isTrue());
    assertThat(below).allSatisfy(context -> assertCancelled(context, cause));
  }

  @Rule(32)
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void cancel_parkedThreads_allWakeWithTheCause(ThreadKind kind) {
    Channel<Integer> channel = Channel.unbuffered();
    List<Outcome<Integer>> outcomes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Context context = i % 2 == 0 ? parent : parent.withCancel();
      outcomes.add(Threads.startParked(kind, () -> channel.receive(context)));
    }
    assertThat(parent.cancel(cause)).isTrue();
    for (Outcome<Integer> outcome : outcomes) {
      assertThat(outcome.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
      assertThat(outcome.endedInterrupted()).isFalse();
    }
    assertThat(Probe.observers(parent)).isZero();
  }

  @Rule({29, 33})
  @Test
  void cancel_twoContextsOfOneThread_eachEndsItsOwn() {
    CancellableContext other = Context.background().withCancel();
    Outcome<Integer> first =
        Threads.startParked(ThreadKind.VIRTUAL, () -> Channel.<Integer>never().receive(parent));
    Outcome<Integer> second =
        Threads.startParked(ThreadKind.VIRTUAL, () -> Channel.<Integer>never().receive(other));
    parent.cancel(cause);
    assertThat(first.failure()).hasCause(cause);
    Threads.awaitParked(second.thread());
    assertThat(Probe.observers(other)).isEqualTo(1);
    other.cancel();
    assertThat(second.failure()).hasNoCause();
  }
}
