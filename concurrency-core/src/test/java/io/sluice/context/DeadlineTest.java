package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.context.Context.State;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines: whose counts, what comes first, and that nobody need watch for them to pass. */
@Rule(31)
@Timeout(60)
class DeadlineTest {

  private static final Duration SHORT = Duration.ofMillis(5);

  private final CancellableContext root = Context.background().withCancel();
  private final IllegalStateException cause = new IllegalStateException("cause");

  private static void assertLate(Context context) {
    assertThat(context.isDone()).isTrue();
    assertThat(context.state()).isEqualTo(State.DEADLINE_EXCEEDED);
    assertThat(context.cause())
        .isExactlyInstanceOf(DeadlineExceededException.class)
        .isSameAs(context.cause());
    assertThat(context.remaining()).contains(Duration.ZERO);
    assertThat(context.done().tryReceive().isClosed()).isTrue();
  }

  private static void assertActiveFor(Context context, Duration atLeast, Duration atMost) {
    assertThat(context.state()).isEqualTo(State.ACTIVE);
    assertThat(context.remaining().orElseThrow()).isBetween(atLeast, atMost);
  }

  @Test
  void withTimeout_notPositive_isDoneAtOnce() {
    assertLate(root.withTimeout(Duration.ZERO));
    assertLate(root.withTimeout(Duration.ofNanos(-1)));
    assertLate(root.withTimeout(Duration.ofSeconds(Long.MIN_VALUE)));
    assertThat(root.isDone()).isFalse();
  }

  @Test
  void withDeadline_past_isDoneAtOnce() {
    assertLate(root.withDeadline(Instant.MIN));
    assertLate(root.withDeadline(Instant.EPOCH));
    assertLate(root.withDeadline(Instant.now()));
  }

  @Test
  void withTimeout_hugest_isActiveForAges() {
    Duration ages = Duration.ofDays(365 * 140);
    for (CancellableContext context :
        new CancellableContext[] {
          root.withTimeout(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
          root.withDeadline(Instant.MAX),
          root.withTimeout(Duration.ofNanos(Long.MAX_VALUE)),
        }) {
      assertActiveFor(context, ages, Duration.ofNanos(Long.MAX_VALUE));
      Context below = context.withTimeout(Probe.LONG);
      assertActiveFor(below, Duration.ofMinutes(59), Probe.LONG);
      // Observed, too: the timer must not take it for one that has passed.
      Outcome<Integer> parked =
          Threads.startParked(ThreadKind.VIRTUAL, () -> Channel.<Integer>never().receive(context));
      Context past = root.withTimeout(Duration.ofNanos(1));
      assertThat(past.done().tryReceive()).isNotNull();
      Threads.awaitParked(parked.thread());
      assertThat(context.cancel()).isTrue();
      assertThat(parked.failure()).isExactlyInstanceOf(CancelledException.class);
    }
  }

  @Test
  void withTimeout_laterThanParents_hasTheParents() {
    Context parent = root.withTimeout(Duration.ofMinutes(5));
    CancelContext child = Probe.source(parent.withTimeout(Probe.LONG));
    assertThat(child.inheritsDeadline()).isTrue();
    assertThat(child.deadline).isEqualTo(Probe.source(parent).deadline);
    assertActiveFor(child, Duration.ofMinutes(4), Duration.ofMinutes(5));
  }

  @Test
  void withTimeout_earlierThanParents_hasItsOwn() {
    Context parent = root.withTimeout(Probe.LONG);
    CancelContext child = Probe.source(parent.withDeadline(Instant.now().plusSeconds(300)));
    assertThat(child.inheritsDeadline()).isFalse();
    assertActiveFor(child, Duration.ofMinutes(4), Duration.ofMinutes(5));
    assertActiveFor(parent, Duration.ofMinutes(59), Probe.LONG);
  }

  @Test
  void middleDeadline_shorterThanBothEnds_endsMiddleAndBelowOnly() {
    Context top = root.withTimeout(Probe.LONG);
    Context middle = top.withTimeout(SHORT);
    Context bottom = middle.withTimeout(Probe.LONG).withCancel();
    Probe.awaitDeadline(middle);
    assertLate(bottom);
    assertLate(middle);
    assertThat(bottom.cause()).isSameAs(middle.cause());
    assertThat(top.state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void deadline_passedUnobserved_countsForWhoeverAsksNext() {
    Context context = root.withTimeout(SHORT);
    Probe.awaitDeadline(context);
    assertThat(Probe.hasLatched(context)).isFalse();
    assertLate(context);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deadline_passedUnobservedAndThenParentCancelled_isExceeded(boolean askedBelow) {
    CancellableContext child = root.withTimeout(SHORT);
    Context below = child.withCancel();
    Probe.awaitDeadline(child);
    assertThat(root.cancel(cause)).isTrue();
    if (askedBelow) {
      assertLate(below);
      assertThat(below.cause()).isSameAs(child.cause());
    }
    assertLate(child);
    assertLate(below);
    assertThat(root.cause()).isSameAs(cause);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void parentCancelledAndThenDeadlinePassed_isCancelled(boolean observed) {
    long deadline = System.nanoTime() + SHORT.toNanos();
    Context child = Probe.childWithDeadlineAt(root, deadline);
    Context below = child.withCancel();
    // On a busy machine the deadline could pass before the call: so its time is given.
    Probe.cancelAt(root, cause, deadline - 1);
    if (observed) {
      child.onCancel(() -> {});
    }
    Probe.awaitDeadline(child);
    for (Context each : new Context[] {below, child}) {
      assertThat(each.state()).isEqualTo(State.CANCELLED);
      assertThat(each.cause()).isSameAs(cause);
    }
  }

  @Test
  void deadlineAndParentsEnd_ofAnObservedChild_areComparedByTime() {
    long now = System.nanoTime();
    long far = now + Probe.LONG.toNanos();
    CancelContext earlier = Probe.childWithDeadlineAt(root, far);
    CancelContext later = Probe.childWithDeadlineAt(root, far + 2);
    earlier.onCancel(() -> {});
    later.onCancel(() -> {});
    Context below = earlier.withCancel();
    below.onCancel(() -> {});
    // As if the deadline had passed and the timer were late.
    Probe.cancelAt(root, cause, far + 1);
    assertThat(earlier.state()).isEqualTo(State.DEADLINE_EXCEEDED);
    assertThat(below.state()).isEqualTo(State.DEADLINE_EXCEEDED);
    assertThat(below.cause()).isSameAs(earlier.cause());
    assertThat(later.state()).isEqualTo(State.CANCELLED);
    assertThat(later.cause()).isSameAs(cause);
  }

  @Test
  void cancel_afterDeadline_returnsFalse() {
    CancellableContext context = root.withTimeout(SHORT);
    Probe.awaitDeadline(context);
    assertThat(context.cancel(cause)).isFalse();
    context.close();
    assertLate(context);
  }

  @Test
  void cancel_beforeDeadline_staysCancelledAfterIt() {
    long deadline = System.nanoTime() + SHORT.toNanos();
    CancelContext context = Probe.childWithDeadlineAt(root, deadline);
    Probe.cancelAt(context, cause, deadline - 1);
    Probe.awaitDeadline(context);
    assertThat(context.state()).isEqualTo(State.CANCELLED);
    assertThat(context.cause()).isSameAs(cause);
    assertThat(context.remaining()).contains(Duration.ZERO);
  }

  @Test
  void remaining_ofAny_neverGrowsAndIsNeverNegative() {
    Context context = root.withTimeout(Duration.ofMillis(2));
    Duration before = context.remaining().orElseThrow();
    while (!context.isDone()) {
      Duration left = context.remaining().orElseThrow();
      assertThat(left).isBetween(Duration.ZERO, before);
      before = left;
    }
    assertThat(context.remaining()).contains(Duration.ZERO);
    assertThat(context.withTimeout(Probe.LONG).remaining()).contains(Duration.ZERO);
  }

  @Test
  void isDone_beforeTheDeadline_isFalseToTheNanosecond() {
    for (int i = 0; i < 1_000; i++) {
      CancellableContext context = root.withTimeout(Duration.ofNanos(10_000));
      while (!context.isDone()) {
        Thread.onSpinWait();
      }
      assertThat(System.nanoTime() - Probe.source(context).deadline).isNotNegative();
    }
  }
}
