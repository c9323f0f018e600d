package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.ReceiveChannel;
import io.sluice.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom an end reaches and whom not, where several threads find or make it. */
@Rule({30, 32, 33})
@Timeout(60)
class CancellationTest {

  private static void passDeadline(CancelContext context) {
    while (context.deadline - TimeSource.nanoTime() >= 0) {
      Thread.onSpinWait();
    }
  }

  private static CancelContext cancellable(Context parent) {
    return (CancelContext) parent.withCancel();
  }

  private static CancelContext timed(Context parent, long millis) {
    return (CancelContext) parent.withTimeout(Duration.ofMillis(millis));
  }

  @Test
  void isDone_ownDeadlinePassed_doesNotEndTheParent() {
    CancelContext parent = cancellable(Context.background());
    CancelContext middle = cancellable(parent);
    CancelContext child = timed(middle, 1);
    passDeadline(child);

    assertThat(child.state()).isEqualTo(Context.State.DEADLINE_EXCEEDED);
    assertThat(middle.state()).isEqualTo(Context.State.ACTIVE);
    assertThat(parent.state()).isEqualTo(Context.State.ACTIVE);
  }

  @Test
  void timer_deadlineOfObservedChild_doesNotEndUnobservedAncestors() throws Exception {
    CancelContext grandparent = cancellable(Context.background());
    CancelContext child = timed(grandparent, 200);
    CountDownLatch ran = new CountDownLatch(1);
    child.onCancel(ran::countDown);
    assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(grandparent.state()).isEqualTo(Context.State.ACTIVE);
  }

  /** Eagerly, the middle ends before the leaf does, and with the same cause. */
  @Test
  void cancel_leafHasPulledTheRootsEndPastTheMiddle_middleCannotEndOtherwise() {
    CancelContext root = cancellable(Context.background());
    CancelContext middle = cancellable(root);
    CancelContext leaf = cancellable(middle);
    // Thread 1 is in middle.cancel(): it has found it active.
    Ending late = Ending.cancelled(new RuntimeException("late"), TimeSource.nanoTime());
    RuntimeException why = new RuntimeException("why");
    // Thread 2
    root.cancel(why);
    assertThat(leaf.cause()).isSameAs(why);
    // Thread 1 goes on.
    assertThat(Cancellation.end(middle, late, true)).isFalse();
    assertThat(middle.cause()).isSameAs(leaf.cause());
  }

  @Test
  void cancel_leafHasPulledPastAMiddleThatWasObservedOnce_middleCannotEndOtherwise() {
    CancelContext root = cancellable(Context.background());
    CancelContext middle = cancellable(root);
    CancelContext leaf = cancellable(middle);
    middle.onCancel(() -> {}).close();
    Ending late = Ending.cancelled(new RuntimeException("late"), TimeSource.nanoTime());
    RuntimeException why = new RuntimeException("why");
    root.cancel(why);
    assertThat(leaf.cause()).isSameAs(why);
    assertThat(Cancellation.end(middle, late, true)).isFalse();
    assertThat(middle.cause()).isSameAs(leaf.cause());
  }

  /**
   * The one who latched is descheduled before it wakes; the promise is cancel()'s, to everybody.
   */
  @Test
  void cancel_anotherThreadHasLatchedButNotWoken_closesChannelsBelowBeforeItReturns() {
    CancelContext parent = cancellable(Context.background());
    ReceiveChannel<Void> done = parent.withCancel().done();
    assertThat(parent.latch(Ending.cancelled(null, TimeSource.nanoTime()))).isTrue();
    assertThat(parent.cancel()).isFalse();
    assertThat(done.tryReceive().isClosed()).isTrue();
  }

  /** The code knows of the end from an operation and restores the status before it is woken. */
  @Test
  void call_endLatchedButNotWokenAndStatusRestored_leavesNoStatusBehind() throws Exception {
    CancelContext context = cancellable(Context.background());
    String result =
        context.call(
            () -> {
              assertThat(context.latch(Ending.cancelled(null, TimeSource.nanoTime()))).isTrue();
              Thread.currentThread().interrupt();
              return "result";
            });
    assertThat(result).isEqualTo("result");
    assertThat(Thread.interrupted()).isFalse();
  }

  /** Whoever has the channel finds it closed once a cancel has returned. */
  @Test
  void done_isObservedBeforeItIsHandedOut() {
    CancelContext context = cancellable(Context.background());
    ReceiveChannel<Void> done = context.done();
    assertThat(context.observers().isEmpty()).isFalse();
    context.cancel();
    assertThat(done.tryReceive().isClosed()).isTrue();
    assertThat(context.done()).isSameAs(done);
  }
}
