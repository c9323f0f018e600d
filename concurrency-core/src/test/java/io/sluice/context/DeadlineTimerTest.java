package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.Rule;
import io.sluice.channel.CancelSignal.Subscription;
import io.sluice.channel.Channel;
import io.sluice.context.Context.Registration;
import io.sluice.context.Context.State;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The timer of the deadlines that somebody waits for. */
@Rule({31, 33})
@Timeout(120)
class DeadlineTimerTest {

  /** Generous: what is asserted is that a deadline does not wait for another. */
  private static final long LATE_NANOS = 1_000_000_000L;

  private static final int FEW = 10_000;

  private final CancellableContext root = Context.background().withCancel();

  /** Waits with the context and returns by how much the thread was woken after the deadline. */
  private static long lateness(Context context) throws InterruptedException {
    try {
      Channel.never().receive(context);
      throw new AssertionError("never");
    } catch (DeadlineExceededException e) {
      return System.nanoTime() - Probe.source(context).deadline;
    }
  }

  private static void awaitTimerParked() {
    Thread timer = TimerProbe.thread();
    Threads.await(() -> Threads.isParked(timer), "the timer to park");
  }

  @Test
  void deadlines_random_areNeverEarly() {
    Random random = new Random(7);
    List<Outcome<Long>> waiting = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Context context = root.withTimeout(Duration.ofNanos(random.nextInt(200_000_000)));
      waiting.add(Threads.start(ThreadKind.VIRTUAL, () -> lateness(context)));
    }
    List<Long> late = new ArrayList<>();
    waiting.forEach(each -> late.add(each.result()));
    Collections.sort(late);
    System.out.printf(
        "DeadlineTimerTest: %d µs late at the median, %d µs at 99 %%, %d µs at most%n",
        late.get(500) / 1_000, late.get(990) / 1_000, late.getLast() / 1_000);
    assertThat(late.getFirst()).isNotNegative();
    assertThat(late.getLast()).isLessThan(LATE_NANOS);
    Probe.awaitUnobserved(root);
  }

  @Test
  void deadlines_setInAnyOrder_passInTheirOwn() {
    long base = System.nanoTime() + 20_000_000;
    List<CancelContext> contexts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      contexts.add(Probe.childWithDeadlineAt(root, base + i * 500_000L));
    }
    List<CancelContext> shuffled = new ArrayList<>(contexts);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.forEach(context -> context.unparkWhenDone(Thread.currentThread()));
    int passed = 0;
    while (passed < contexts.size()) {
      LockSupport.parkNanos(100_000);
      // From the last to the first: one that is found passed has all before it passed.
      for (int i = contexts.size() - 1; i >= passed; i--) {
        if (contexts.get(i).hasLatched()) {
          for (CancelContext before : contexts.subList(0, i)) {
            assertThat(before.hasLatched()).isTrue();
          }
          passed = i + 1;
        }
      }
    }
  }

  @Test
  void earlierDeadline_setWhileTheTimerSleepsForALaterOne_passesInTime() throws Exception {
    Subscription later = root.withTimeout(Probe.LONG).unparkWhenDone(Thread.currentThread());
    for (int i = 0; i < 20; i++) {
      awaitTimerParked();
      assertThat(lateness(root.withTimeout(Duration.ofMillis(2)))).isBetween(0L, LATE_NANOS);
    }
    later.close();
  }

  @Test
  void laterDeadline_setWhileTheTimerSleeps_doesNotPassWithTheEarlier() {
    Context earlier = root.withTimeout(Duration.ofMillis(5));
    Context later = root.withTimeout(Probe.LONG);
    earlier.done();
    later.done();
    Threads.await(() -> Probe.hasLatched(earlier), "the earlier deadline");
    assertThat(later.state()).isEqualTo(State.ACTIVE);
    assertThat(Probe.isAlarmSet(later)).isTrue();
    root.cancel();
  }

  @Test
  void deadline_ofAnAlarmSetAgain_stillPasses() throws Exception {
    for (int i = 0; i < 50; i++) {
      Context context = root.withTimeout(Duration.ofMillis(2));
      for (int j = 0; j < i; j++) {
        context.unparkWhenDone(Thread.currentThread()).close();
      }
      assertThat(lateness(context)).isBetween(0L, LATE_NANOS);
    }
  }

  @Test
  void deadline_passingWhileUnobserved_isFoundByTheNextObserver() throws Exception {
    Context context = root.withTimeout(Duration.ofMillis(2));
    context.unparkWhenDone(Thread.currentThread()).close();
    Probe.awaitDeadline(context);
    assertThat(Probe.hasLatched(context)).isFalse();
    assertThat(lateness(context)).isNotNegative();
  }

  @Test
  void timerThread_running_isADaemonAndHoldsNobodysLoaders() {
    Subscription subscription = root.withTimeout(Probe.LONG).unparkWhenDone(Thread.currentThread());
    Thread timer = TimerProbe.thread();
    assertThat(timer.isDaemon()).isTrue();
    assertThat(timer.isVirtual()).isFalse();
    assertThat(timer.getName()).isEqualTo("context-deadlines");
    assertThat(timer.getContextClassLoader()).isSameAs(ClassLoader.getSystemClassLoader());
    subscription.close();
  }

  @Test
  void timerThread_interrupted_goesOnAndParks() throws Exception {
    Subscription later = root.withTimeout(Probe.LONG).unparkWhenDone(Thread.currentThread());
    awaitTimerParked();
    Thread timer = TimerProbe.thread();
    for (int i = 0; i < 10; i++) {
      timer.interrupt();
      assertThat(lateness(root.withTimeout(Duration.ofMillis(2)))).isBetween(0L, LATE_NANOS);
    }
    awaitTimerParked();
    assertThat(timer.isInterrupted()).as("it would spin").isFalse();
    assertThat(TimerProbe.thread()).isSameAs(timer);
    later.close();
  }

  @Test
  void alarms_setAndUnsetManyTimes_areDropped() {
    for (int i = 0; i < 100_000; i++) {
      root.withTimeout(Probe.LONG).onCancel(() -> {}).close();
      if (i % 1_000 == 0) {
        Threads.await(() -> TimerProbe.alarms() <= FEW, "unset alarms to be dropped");
      }
    }
    Threads.await(() -> TimerProbe.alarms() <= FEW, "unset alarms to be dropped");
    assertThat(TimerProbe.unset()).isBetween(0, FEW);
  }

  /** Unset one by one, in the order in which the timer looks through them. */
  @Test
  void alarms_aMillionSetAndThenUnset_delayNobodyAndAreDropped() throws Exception {
    int count = 1_000_000;
    List<Registration> registrations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      registrations.add(root.withTimeout(Probe.LONG).onCancel(() -> {}));
    }
    assertThat(TimerProbe.alarms()).isGreaterThanOrEqualTo(count);
    assertThat(lateness(Context.background().withTimeout(Duration.ofMillis(5))))
        .isBetween(0L, 5 * LATE_NANOS);
    for (Registration registration : registrations) {
      if (!registration.close()) {
        fail("An action has begun though nothing has ended");
      }
    }
    assertThat(Probe.observers(root)).isZero();
    Threads.await(() -> TimerProbe.alarms() <= FEW, "a million unset alarms to be dropped");
    assertThat(root.isDone()).isFalse();
  }

  @Test
  void alarms_ofACancelledTree_areDropped() {
    for (int i = 0; i < 100_000; i++) {
      root.withTimeout(Probe.LONG).unparkWhenDone(Thread.currentThread());
    }
    assertThat(root.cancel()).isTrue();
    Threads.await(() -> TimerProbe.alarms() <= FEW, "the alarms of what has ended to be dropped");
  }
}
