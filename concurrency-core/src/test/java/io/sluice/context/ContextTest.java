package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.channel.CancelSignal;
import io.sluice.channel.ReceiveCase;
import io.sluice.channel.ReceiveChannel;
import io.sluice.channel.Received;
import io.sluice.channel.Select;
import io.sluice.context.Context.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all contexts share: the root, the channel of the end, the exceptions, the description. */
@Timeout(60)
class ContextTest {

  private static final Context.Key<String> KEY = Context.Key.of("key");

  private static List<Context> neverDone() {
    CancellableContext parent = Context.background().withTimeout(Probe.LONG);
    Context detached = parent.withoutCancel();
    parent.cancel();
    return List.of(
        Context.background(),
        Context.background().withValue(KEY, "value"),
        Context.background().withoutCancel(),
        detached,
        detached.withValue(KEY, "value"));
  }

  @Test
  void background_askedTwice_isTheSame() {
    assertThat(Context.background()).isSameAs(Context.background());
  }

  @Test
  void rootsAndDetached_always_areActiveWithoutDeadline() {
    for (Context context : neverDone()) {
      assertThat(context.state()).isEqualTo(State.ACTIVE);
      assertThat(context.isDone()).isFalse();
      assertThat(context.cause()).isNull();
      assertThat(context.remaining()).isEmpty();
      assertThatCode(context::check).doesNotThrowAnyException();
      assertThatIllegalStateException().isThrownBy(context::cancellation);
    }
  }

  @Test
  void done_ofRootsAndDetached_isNeverReady() throws InterruptedException {
    for (Context context : neverDone()) {
      ReceiveChannel<Void> done = context.done();
      assertThat(done).isSameAs(context.done());
      assertThat(done.tryReceive()).isInstanceOf(Received.Empty.class);
      assertThat(Select.await(Duration.ofMillis(1), done.receiveCase())).isNull();
      assertThat(Select.poll(done.receiveCase())).isNull();
    }
  }

  @Test
  void observing_rootsAndDetached_isPossibleAndOfNoConsequence() throws Exception {
    for (Context context : neverDone()) {
      CancelSignal.Subscription subscription = context.unparkWhenDone(Thread.currentThread());
      subscription.close();
      subscription.close();
      Context.Registration registration = context.onCancel(() -> {});
      assertThat(registration.close()).isTrue();
      assertThat(registration.close()).isFalse();
    }
  }

  @Test
  void done_ofCancellable_isTheSameBeforeAndAfterTheEnd() {
    CancellableContext context = Context.background().withCancel();
    ReceiveChannel<Void> before = context.done();
    assertThat(before.tryReceive()).isInstanceOf(Received.Empty.class);
    context.cancel();
    assertThat(context.done()).isSameAs(before);
    assertThat(before.tryReceive().isClosed()).isTrue();
  }

  @Test
  void done_askedFirstAfterTheEnd_isClosed() {
    CancellableContext context = Context.background().withCancel();
    context.cancel();
    assertThat(context.done().tryReceive().isClosed()).isTrue();
    assertThat(context.done()).isSameAs(context.done());
  }

  @Test
  void done_ofValueContext_isThatOfTheContextThatEndsIt() {
    CancellableContext context = Context.background().withCancel();
    assertThat(context.withValue(KEY, "value").done()).isSameAs(context.done());
    assertThat(context.withCancel().done()).isNotSameAs(context.done());
  }

  @Test
  void done_inSelect_isChosenOnceClosed() throws InterruptedException {
    CancellableContext context = Context.background().withCancel();
    ReceiveCase<Void> done = context.withValue(KEY, "value").done().receiveCase();
    assertThat(Select.poll(done)).isNull();
    context.cancel();
    assertThat(Select.await(done)).isSameAs(done);
    assertThat(done.isClosed()).isTrue();
  }

  @Test
  void done_viewed_cannotBeClosedByItsReader() {
    CancellableContext context = Context.background().withCancel();
    assertThat(context.done()).isNotInstanceOf(io.sluice.channel.SendChannel.class);
  }

  @Test
  void check_cancelledWithCause_throwsANewExceptionThatNamesIt() {
    IllegalStateException cause = new IllegalStateException("why");
    CancellableContext context = Context.background().withCancel();
    context.cancel(cause);
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(context::check)
        .isExactlyInstanceOf(CancelledException.class)
        .withCause(cause);
    assertThat(context.cancellation()).hasCause(cause).isNotSameAs(context.cancellation());
    assertThat(context.cause()).isSameAs(cause);
  }

  @Test
  void check_cancelledWithoutCause_throwsAnExceptionWithoutCause() {
    CancellableContext context = Context.background().withCancel();
    context.cancel();
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(context::check)
        .isExactlyInstanceOf(CancelledException.class)
        .withNoCause();
    // It can still be given one, as a call does that was interrupted.
    IllegalStateException reason = new IllegalStateException("why");
    assertThat(context.cancellation().initCause(reason)).hasCause(reason);
  }

  @Test
  void check_pastDeadline_throwsDeadlineExceeded() {
    Context context = Context.background().withTimeout(Duration.ZERO);
    assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(context::check);
    assertThat(context.cancellation()).isExactlyInstanceOf(DeadlineExceededException.class);
    assertThat(context.withCancel().cancellation())
        .isExactlyInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void cancellation_whileActive_isRefused() {
    CancellableContext context = Context.background().withCancel();
    assertThatIllegalStateException()
        .isThrownBy(context::cancellation)
        .withMessageContaining("active");
  }

  @Test
  void unparkWhenDone_alreadyDone_unparksAtOnce() {
    CancellableContext context = Context.background().withCancel();
    context.cancel();
    context.unparkWhenDone(Thread.currentThread()).close();
    // Hangs if the permit is not there; a spurious return is possible, but not relied on.
    LockSupport.park();
    assertThat(Probe.observers(context)).isZero();
  }

  @Test
  void toString_ofAny_tellsStateAndTimeLeft() {
    CancellableContext context = Context.background().withTimeout(Probe.LONG);
    assertThat(context.toString()).startsWith("Context@").contains("ACTIVE", "ms left");
    context.cancel();
    assertThat(context.toString()).contains("CANCELLED");
    assertThat(Context.background().toString()).contains("ACTIVE").doesNotContain("left");
  }
}
