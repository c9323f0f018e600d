package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Select;
import io.sluice.context.Context.State;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What Go's {@code context/context_test.go} and {@code x_test.go} hold, re-expressed; each test
 * names the ones it follows. Those on contexts of users' own making have no counterpart here.
 */
@Timeout(60)
class GoContextTest {

  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Context.Key<String> KEY = Context.Key.of("key");

  private final CancellableContext parent = Context.background().withCancel();

  private static void assertActive(Context... contexts) {
    for (Context context : contexts) {
      assertThat(Select.poll(context.done().receiveCase())).isNull();
      assertThat(context.state()).isEqualTo(State.ACTIVE);
      assertThat(context.cause()).isNull();
    }
  }

  private static void assertDone(State state, Context... contexts) {
    for (Context context : contexts) {
      assertThat(Select.poll(context.done().receiveCase())).isNotNull();
      assertThat(context.state()).isEqualTo(state);
    }
  }

  private static void assertEndsLate(Context context) throws InterruptedException {
    assertThat(Select.await(Threads.DEADLINE, context.done().receiveCase())).isNotNull();
    assertThat(context.state()).isEqualTo(State.DEADLINE_EXCEEDED);
  }

  /** TestBackground, TestTODO. */
  @Test
  void background() {
    assertActive(Context.background());
  }

  /** TestWithCancel. */
  @Test
  void withCancel() {
    Context child = parent.withCancel();
    assertActive(parent, child);
    parent.cancel();
    assertDone(State.CANCELLED, parent, child);
  }

  /** TestParentFinishesChild; what is linked here is what is observed. */
  @Rule({32, 33})
  @Test
  void parentFinishesChild() {
    Context cancelChild = parent.withCancel();
    Context valueChild = parent.withValue(KEY, "value");
    Context timerChild = valueChild.withTimeout(Duration.ofHours(10_000));
    assertThat(Probe.observers(parent)).isZero();
    cancelChild.done();
    timerChild.done();
    assertThat(Probe.observers(parent)).isEqualTo(2);
    assertThat(Probe.isLinked(cancelChild, parent)).isTrue();
    assertThat(Probe.isLinked(timerChild, parent)).isTrue();
    assertThat(Probe.source(valueChild)).isSameAs(parent);
    assertActive(parent, cancelChild, valueChild, timerChild);

    parent.cancel();
    assertThat(Probe.observers(parent)).isZero();
    assertDone(State.CANCELLED, parent, cancelChild, valueChild, timerChild);
    assertDone(State.CANCELLED, parent.withValue(KEY, "value"), parent.withCancel());
  }

  /** TestChildFinishesFirst. */
  @Rule(33)
  @Test
  void childFinishesFirst() {
    for (Context from : List.of(Context.background(), parent)) {
      CancellableContext child = from.withCancel();
      child.done();
      assertActive(from, child);
      child.cancel();
      assertDone(State.CANCELLED, child);
      assertActive(from);
    }
    // Its own channel is left.
    assertThat(Probe.observers(parent)).isEqualTo(1);
  }

  /** TestDeadline. */
  @Rule(31)
  @Test
  void deadline() throws InterruptedException {
    Context background = Context.background();
    assertEndsLate(background.withDeadline(Instant.now().plus(SHORT)));
    assertEndsLate(
        background
            .withDeadline(Instant.now().plus(SHORT))
            .withValue(KEY, "value")
            .withDeadline(Instant.now().plusSeconds(4_000)));
    assertEndsLate(background.withDeadline(Instant.now().minusMillis(1)));
    assertEndsLate(background.withDeadline(Instant.now()));
  }

  /** TestTimeout. */
  @Rule(31)
  @Test
  void timeout() throws InterruptedException {
    assertEndsLate(parent.withTimeout(SHORT));
    assertEndsLate(parent.withTimeout(SHORT).withValue(KEY, "value").withTimeout(Probe.LONG));
    assertActive(parent);
  }

  /** TestCanceledTimeout. */
  @Rule({31, 33})
  @Test
  void canceledTimeout() {
    Context first = parent.withTimeout(Probe.LONG);
    CancellableContext second = first.withTimeout(Probe.LONG.plusHours(1));
    second.done();
    second.cancel();
    assertDone(State.CANCELLED, second);
    assertThat(Probe.isAlarmSet(first)).isFalse();
    assertActive(first);
  }

  /** TestValues. */
  @Rule(35)
  @Test
  void values() {
    Context.Key<String> k1 = Context.Key.of("1");
    Context.Key<String> k2 = Context.Key.of("1");
    Context.Key<String> k3 = Context.Key.of("3");
    Context c1 = Context.background().withValue(k1, "c1k1");
    Context c2 = c1.withCancel().withValue(k2, "c2k2");
    Context c3 = c2.withValue(k3, "c3k3").withTimeout(Probe.LONG);
    Context c4 = c3.withValue(k1, "c4k1");
    assertThat(List.of(Context.background(), c1, c2, c3, c4))
        .extracting(c -> c.value(k1), c -> c.value(k2), c -> c.value(k3))
        .map(found -> found.toList().toString())
        .containsExactly(
            "[null, null, null]",
            "[c1k1, null, null]",
            "[c1k1, c2k2, null]",
            "[c1k1, c2k2, c3k3]",
            "[c4k1, c2k2, c3k3]");
  }

  /** TestSimultaneousCancels. */
  @Rule(32)
  @RepeatedTest(10)
  void simultaneousCancels() throws InterruptedException {
    List<CancellableContext> all = new ArrayList<>(List.of(parent));
    Queue<Context> next = new ArrayDeque<>(all);
    while (all.size() < 100) {
      Context from = next.remove();
      for (int i = 0; i < 4; i++) {
        all.add(from.withCancel());
        next.add(all.getLast());
      }
    }
    Collections.shuffle(all);
    List<Outcome<Boolean>> cancels = new ArrayList<>();
    for (CancellableContext each : all) {
      cancels.add(Threads.start(ThreadKind.VIRTUAL, () -> each.cancel()));
    }
    Collections.shuffle(all);
    for (Context each : all) {
      assertThat(Select.await(Threads.DEADLINE, each.done().receiveCase())).isNotNull();
    }
    assertThat(cancels).anySatisfy(cancel -> assertThat(cancel.result()).isTrue());
    assertThat(all).allSatisfy(each -> assertThat(Probe.observers(each)).isZero());
  }

  /** TestInterlockedCancels. */
  @Rule(32)
  @RepeatedTest(50)
  void interlockedCancels() throws InterruptedException {
    CancellableContext child = parent.withCancel();
    Outcome<Boolean> cancel =
        Threads.start(
            ThreadKind.PLATFORM,
            () -> {
              parent.done();
              return child.cancel();
            });
    parent.cancel();
    assertThat(Select.await(Threads.DEADLINE, child.done().receiveCase())).isNotNull();
    assertThat(cancel.result()).isIn(true, false);
  }

  /** TestCancelRemoves; a child counts once it is observed, and no longer than that. */
  @Rule(33)
  @Test
  void cancelRemoves() {
    for (CancellableContext child :
        List.of(parent.withCancel(), parent.withTimeout(Duration.ofMinutes(60)))) {
      assertThat(Probe.observers(parent)).isZero();
      child.done();
      assertThat(Probe.observers(parent)).isEqualTo(1);
      child.cancel();
      assertThat(Probe.observers(parent)).isZero();
    }
  }

  /** TestWithCancelCanceledParent. */
  @Test
  void withCancelCanceledParent() {
    IllegalStateException cause = new IllegalStateException("because");
    parent.cancel(cause);
    Context child = parent.withCancel();
    assertDone(State.CANCELLED, child);
    assertThat(child.cause()).isSameAs(cause);
  }

  /** TestWithoutCancel. */
  @Rule(35)
  @Test
  void withoutCancel() {
    Context context = Context.background().withValue(KEY, "value").withoutCancel();
    assertActive(context);
    assertThat(context.remaining()).isEmpty();
    assertThat(context.value(KEY)).isEqualTo("value");
  }
}
