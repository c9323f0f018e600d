package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.context.Context.Registration;
import io.sluice.testing.StandardError;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Actions to run at the end; the tests named after Go's are those of its {@code TestAfterFunc}
 * family, re-expressed.
 */
@Rule(34)
@Timeout(60)
class OnCancelTest {

  private final CancellableContext context = Context.background().withCancel();
  private final AtomicInteger runs = new AtomicInteger();

  private void awaitRuns(int count) {
    Threads.await(() -> runs.get() == count, count + " runs");
  }

  /** Whatever was started before has had its turn once an action registered now has run. */
  private void assertNoMoreRuns() throws InterruptedException {
    CountDownLatch later = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      context.onCancel(later::countDown);
    }
    assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
  }

  /** TestAfterFuncCalledAfterCancel. */
  @Test
  void afterFuncCalledAfterCancel() throws InterruptedException {
    Registration registration = context.onCancel(runs::incrementAndGet);
    assertThat(runs).hasValue(0);
    context.cancel();
    awaitRuns(1);
    assertThat(registration.close()).isFalse();
    context.cancel();
    assertNoMoreRuns();
    assertThat(runs).hasValue(1);
  }

  /** TestAfterFuncCalledAfterTimeout. */
  @Test
  void afterFuncCalledAfterTimeout() {
    Context timed = context.withTimeout(Duration.ofMillis(10));
    timed.onCancel(runs::incrementAndGet);
    awaitRuns(1);
    assertThat(timed.isDone()).isTrue();
  }

  /** TestAfterFuncCalledImmediately. */
  @Test
  void afterFuncCalledImmediately() {
    context.cancel();
    Registration registration = context.onCancel(runs::incrementAndGet);
    awaitRuns(1);
    assertThat(registration.close()).isFalse();
  }

  /** TestAfterFuncNotCalledAfterStop. */
  @Test
  void afterFuncNotCalledAfterStop() throws InterruptedException {
    Registration registration = context.onCancel(runs::incrementAndGet);
    assertThat(registration.close()).isTrue();
    assertThat(registration.close()).isFalse();
    context.cancel();
    assertThat(registration.close()).isFalse();
    assertNoMoreRuns();
    assertThat(runs).hasValue(0);
  }

  /** TestAfterFuncCalledAsynchronously. */
  @Test
  void afterFuncCalledAsynchronously() throws InterruptedException {
    Channel<Integer> channel = Channel.unbuffered();
    context.onCancel(
        () -> {
          try {
            channel.send(1);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    // Would hang if the action ran in this thread.
    context.cancel();
    assertThat(channel.receive()).isEqualTo(1);
  }

  @Test
  void action_ofAnyEnd_runsInAVirtualThreadOfItsOwn() throws InterruptedException {
    Channel<Thread> threads = Channel.buffered(3);
    Runnable action = () -> threads.trySend(Thread.currentThread());
    context.onCancel(action);
    context.onCancel(action);
    context.cancel();
    context.onCancel(action);
    List<Thread> seen = List.of(threads.receive(), threads.receive(), threads.receive());
    assertThat(seen).doesNotContain(Thread.currentThread()).doesNotHaveDuplicates();
    assertThat(seen).allSatisfy(thread -> assertThat(thread.isVirtual()).isTrue());
  }

  @Test
  void action_once_seesTheContextDone() throws InterruptedException {
    IllegalStateException cause = new IllegalStateException("cause");
    Channel<Throwable> causes = Channel.buffered(1);
    context.withCancel().onCancel(() -> causes.trySend(context.cause()));
    context.cancel(cause);
    assertThat(causes.receive()).isSameAs(cause);
  }

  @Test
  void action_failing_isLoggedOnceAndHindersNobody() {
    try (StandardError printed = StandardError.collect()) {
      context.onCancel(runs::incrementAndGet);
      context.onCancel(
          () -> {
            throw new IllegalStateException("thrown by an action");
          });
      context.onCancel(runs::incrementAndGet);
      assertThat(context.cancel()).isTrue();
      awaitRuns(2);
      Threads.await(() -> printed.text().contains("thrown by an action"), "the log");
      assertThat(printed.text()).containsOnlyOnce("thrown by an action").contains("onCancel");
    }
  }

  @Test
  void action_thatUsesTheContext_mayDoSo() {
    context.onCancel(
        () -> {
          context.cancel();
          context.onCancel(runs::incrementAndGet);
        });
    context.cancel();
    awaitRuns(1);
  }

  @Rule({33, 34})
  @Test
  void close_ofOneAmongMany_leavesTheOthers() {
    List<Registration> registrations = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int bit = 1 << i;
      registrations.add(context.onCancel(() -> runs.addAndGet(bit)));
    }
    // The first, one in the middle, and the last.
    assertThat(registrations.get(0).close()).isTrue();
    assertThat(registrations.get(2).close()).isTrue();
    assertThat(registrations.get(4).close()).isTrue();
    assertThat(Probe.observers(context)).isEqualTo(2);
    context.cancel();
    awaitRuns(0b01010);
  }

  @RepeatedTest(200)
  void close_racingCancel_preventsOrRuns() throws Exception {
    Registration registration = context.onCancel(runs::incrementAndGet);
    Outcome<Boolean> close = Threads.startRacing(ThreadKind.PLATFORM, () -> registration.close());
    context.cancel();
    if (close.result()) {
      assertNoMoreRuns();
      assertThat(runs).hasValue(0);
    } else {
      awaitRuns(1);
    }
    assertThat(Probe.observers(context)).isZero();
  }

  @RepeatedTest(200)
  void onCancel_racingCancel_runsOnce() throws Exception {
    Outcome<Registration> registration =
        Threads.startRacing(ThreadKind.PLATFORM, () -> context.onCancel(runs::incrementAndGet));
    context.cancel();
    assertThat(registration.result().close()).isFalse();
    awaitRuns(1);
    assertNoMoreRuns();
    assertThat(runs).hasValue(1);
  }
}
