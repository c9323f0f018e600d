package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import io.sluice.channel.Channel;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody observes any more is collectable, however long its parent lives. */
@Rule(33)
@Timeout(120)
class ContextLeakTest {

  private static final int MILLION = 1_000_000;
  private static final int SAMPLE = 50;

  private final CancellableContext parent = Context.background().withCancel();

  private static long usedAfterCollection() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }

  private void assertFlat(Runnable millionTimes) {
    // Once before, for classes and compiled code, whose size is nobody's leak.
    for (int i = 0; i < 10_000; i++) {
      millionTimes.run();
    }
    long before = usedAfterCollection();
    for (int i = 0; i < MILLION; i++) {
      millionTimes.run();
    }
    long grown = usedAfterCollection() - before;
    System.out.println("ContextLeakTest: grown by " + grown + " bytes over a million contexts");
    // Even a byte for each would be seen.
    assertThat(grown).isLessThan(MILLION);
    assertThat(Probe.observers(parent)).isZero();
  }

  @Test
  void withTimeout_droppedAMillionTimes_leavesTheHeapFlat() {
    assertFlat(() -> parent.withTimeout(Probe.LONG));
  }

  @Test
  void withTimeout_askedAndDroppedAMillionTimes_leavesTheHeapFlat() {
    assertFlat(() -> assertThat(parent.withTimeout(Probe.LONG).isDone()).isFalse());
  }

  @Test
  void withTimeout_observedForAWhileAndDroppedAMillionTimes_leavesTheHeapFlat() {
    // Up to some thousands of unset alarms may stand in the timer, without their contexts.
    assertFlat(() -> parent.withTimeout(Probe.LONG).onCancel(() -> {}).close());
    assertTimerIsSmall();
  }

  @Test
  void withTimeout_doneAskedForAndClosedAMillionTimes_leavesTheHeapFlat() {
    assertFlat(
        () -> {
          try (CancellableContext context = parent.withTimeout(Probe.LONG)) {
            context.done();
          }
        });
    assertTimerIsSmall();
  }

  private static void assertTimerIsSmall() {
    Threads.await(() -> TimerProbe.alarms() <= 10_000, "the timer to drop unset alarms");
  }

  /** What may happen to a context before it is dropped. */
  static Stream<Arguments> uses() {
    return Stream.of(
        use("nothing", context -> {}),
        use("asked", context -> assertThat(context.isDone()).isFalse()),
        use("onCancel closed", context -> assertThat(context.onCancel(() -> {}).close()).isTrue()),
        use(
            "onCancel closed below",
            context -> context.withTimeout(Probe.LONG).onCancel(() -> {}).close()),
        use("receive served", ContextLeakTest::receiveServed),
        use("call ended", ContextLeakTest::callEnded),
        use("done() and cancelled", context -> context.withCancel().done()),
        use("onCancel and cancelled", context -> context.onCancel(() -> {})),
        use("child observed and cancelled", context -> context.withCancel().onCancel(() -> {})),
        use("deadline below passed", ContextLeakTest::deadlineBelow));
  }

  private static Arguments use(String name, Consumer<CancellableContext> use) {
    return Arguments.of(name, use);
  }

  private static void receiveServed(Context context) {
    Channel<Integer> channel = Channel.unbuffered();
    Outcome<Integer> receiver =
        Threads.startParked(ThreadKind.VIRTUAL, () -> channel.receive(context));
    assertThat(channel.trySend(1)).isTrue();
    assertThat(receiver.result()).isEqualTo(1);
  }

  private static void callEnded(Context context) {
    try {
      assertThat(context.<Integer>call(() -> 1)).isEqualTo(1);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void deadlineBelow(Context context) {
    Context below = context.withTimeout(Duration.ofMillis(1));
    below.done();
    Threads.await(() -> Probe.hasLatched(below), "the deadline");
  }

  /** Not cancelled where the name of the use does not tell so. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("uses")
  void context_usedAndDropped_isCollectableWhileItsParentLives(
      String name, Consumer<CancellableContext> use) {
    List<WeakReference<Context>> dropped = new ArrayList<>();
    for (int i = 0; i < SAMPLE; i++) {
      dropped.add(dropOne(use, name.endsWith("cancelled")));
    }
    Probe.awaitUnobserved(parent);
    awaitCollected(dropped);
  }

  private WeakReference<Context> dropOne(Consumer<CancellableContext> use, boolean cancel) {
    CancellableContext context = parent.withTimeout(Probe.LONG);
    use.accept(context);
    if (cancel) {
      assertThat(context.cancel()).isTrue();
    }
    Probe.awaitUnobserved(context);
    return new WeakReference<>(context);
  }

  private static void awaitCollected(List<WeakReference<Context>> dropped) {
    Threads.await(
        () -> {
          System.gc();
          return dropped.stream().allMatch(reference -> reference.refersTo(null));
        },
        "dropped contexts to be collected");
  }

  @Test
  void parent_droppedWithItsObservedChild_isCollectableAsLongAsThereIsNoDeadline() {
    List<WeakReference<Context>> dropped = new ArrayList<>();
    for (int i = 0; i < SAMPLE; i++) {
      CancellableContext root = Context.background().withCancel();
      root.withCancel().onCancel(() -> {});
      assertThat(Probe.observers(root)).isEqualTo(1);
      dropped.add(new WeakReference<>(root));
    }
    awaitCollected(dropped);
  }

  /** Nobody but the timer knows it. */
  @Test
  void observedContext_dropped_stillEndsAtItsDeadline() {
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < SAMPLE; i++) {
      Context.background().withTimeout(Duration.ofMillis(50)).onCancel(runs::incrementAndGet);
    }
    System.gc();
    Threads.await(() -> runs.get() == SAMPLE, "the actions of contexts that nobody holds");
  }
}
