package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;
<<<<<<< HEAD

import io.sluice.Rule;
import io.sluice.channel.ReceiveChannel;
import io.sluice.time.TimeSource;
import java.time.Duration;
=======
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.channel.ReceiveChannel;
import java.util.List;
>>>>>>> refs/heads/ctxtests
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

<<<<<<< HEAD
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
=======
/** Interleavings and failures of waking that cannot be brought about from outside. */
@Rule(32)
@Timeout(60)
class CancellationTest {

  private final CancellableContext root = Context.background().withCancel();
  private final Context leaf = root.withCancel().withCancel();

  /** As if the root had ended after the one who joins had found the leaf active. */
  @Test
  void joining_afterAnAncestorEnded_isWokenByTheOneWhoJoins() {
    DoneChannel observer = new DoneChannel();
    assertThat(leaf.isDone()).isFalse();
    root.cancel();
    assertThat(Probe.hasLatched(leaf)).isFalse();
    assertThat(Probe.source(leaf).observers().add(observer)).isTrue();
    assertThat(Probe.hasLatched(leaf)).isTrue();
    assertThat(observer.view.tryReceive().isClosed()).isTrue();
  }

  /** A thread that cannot be interrupted keeps nobody else from being woken. */
  @Test
  void wake_failing_doesNotKeepTheOthersAsleep() throws InterruptedException {
    ReceiveChannel<Void> before = root.withCancel().done();
    CountDownLatch called = new CountDownLatch(1);
    Channel<Integer> release = Channel.unbuffered();
    Thread refusing =
        new Thread() {
          @Override
          public void run() {
            try {
              leaf.call(
                  () -> {
                    called.countDown();
                    return release.receive();
                  });
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }

          @Override
          public void interrupt() {
            throw new IllegalStateException("refused");
          }
        };
    refusing.start();
    assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
    ReceiveChannel<Void> after = leaf.done();
    ReceiveChannel<Void> last = root.withCancel().done();
    assertThatIllegalStateException().isThrownBy(root::cancel).withMessage("refused");
    for (ReceiveChannel<Void> done : List.of(before, after, last)) {
      assertThat(done.tryReceive().isClosed()).isTrue();
    }
    release.send(1);
    refusing.join();
>>>>>>> refs/heads/ctxtests
  }
}
