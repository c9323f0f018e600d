package io.sluice.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.Rule;
import io.sluice.channel.ReceiveChannel;
import io.sluice.context.Context.State;
import io.sluice.testkit.stress.Outcome;
import io.sluice.testkit.stress.StartLine;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancelling against cancelling, asking and the passing of time. */
@Timeout(120)
class CancelRaceTest {

  private static final int THREADS = 4;

  /** Asks in random order until done, and checks that whatever tells the end first is not alone. */
  private static Throwable watch(Context context) {
    ReceiveChannel<Void> done = context.done();
    while (true) {
      switch (ThreadLocalRandom.current().nextInt(4)) {
        case 0 -> {
          if (done.tryReceive().isClosed()) {
            return assertDone(context);
          }
        }
        case 1 -> {
          if (context.isDone()) {
            return assertDone(context);
          }
        }
        case 2 -> {
          if (context.state() != State.ACTIVE) {
            return assertDone(context);
          }
        }
        default -> {
          Throwable cause = context.cause();
          if (cause != null) {
            assertThat(assertDone(context)).isSameAs(cause);
            return cause;
          }
        }
      }
    }
  }

  private static Throwable assertDone(Context context) {
    // The channel as it is, before anybody is asked who might close it.
    assertThat(context.done().tryReceive().isClosed()).isTrue();
    assertThat(context.isDone()).isTrue();
    assertThat(context.state()).isNotEqualTo(State.ACTIVE);
    Throwable cause = context.cause();
    assertThat(cause).isNotNull().isSameAs(context.cause());
    return cause;
  }

  @Rule({29, 30})
  @RepeatedTest(50)
  void askers_whileCancelRaces_agree() {
    CancellableContext root = Context.background().withCancel();
    CancellableContext middle = root.withCancel();
    List<Context> contexts =
        List.of(root, middle, middle.withCancel(), middle.withTimeout(Probe.LONG));
    List<Outcome<Throwable>> askers = new ArrayList<>();
    for (Context context : contexts) {
      askers.add(Threads.start(ThreadKind.PLATFORM, () -> watch(context)));
    }
    root.cancel();
    for (Outcome<Throwable> asker : askers) {
      assertThat(asker.result()).isSameAs(root.cause());
    }
  }

  @Rule({30, 32})
  @RepeatedTest(50)
  void cancel_fromManyThreads_oneWins() throws Exception {
    CancellableContext context = Context.background().withCancel();
    Context below = context.withCancel();
    StartLine start = new StartLine(THREADS);
    List<Throwable> causes = new ArrayList<>();
    List<Outcome<Boolean>> cancels = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Throwable cause = new IllegalStateException("cause " + i);
      causes.add(cause);
      cancels.add(
          Threads.start(
              ThreadKind.PLATFORM,
              () -> {
                start.await();
                boolean won = context.cancel(cause);
                assertThat(below.isDone()).isTrue();
                assertThat(below.cause()).isSameAs(context.cause());
                return won;
              }));
    }
    int winner = -1;
    for (int i = 0; i < THREADS; i++) {
      if (cancels.get(i).result()) {
        assertThat(winner).as("two winners").isNegative();
        winner = i;
      }
    }
    assertThat(winner).isNotNegative();
    assertThat(context.cause()).isSameAs(causes.get(winner));
  }

  @Rule({32, 33})
  @RepeatedTest(50)
  void childAndParentCancelled_atOnce_leaveNothingBehind() throws Exception {
    CancellableContext parent = Context.background().withCancel();
    CancellableContext child = parent.withCancel();
    Context below = child.withCancel();
    AtomicInteger runs = new AtomicInteger();
    for (Context each : List.of(parent, child, below)) {
      each.onCancel(runs::incrementAndGet);
    }
    Outcome<Boolean> cancel =
        Threads.startRacing(
            ThreadKind.PLATFORM, () -> child.cancel(new IllegalStateException("child")));
    assertThat(parent.cancel(new IllegalStateException("parent"))).isTrue();
    boolean childWon = cancel.result();
    assertThat(child.cause()).hasMessage(childWon ? "child" : "parent");
    assertThat(below.cause()).isSameAs(child.cause());
    Threads.await(() -> runs.get() == 3, "all three actions");
    assertThat(Probe.observers(parent) + Probe.observers(child) + Probe.observers(below)).isZero();
  }

  @Rule({30, 33})
  @RepeatedTest(50)
  void observersComeAndGo_whileCancelRaces_allEndAndNoneIsLeft() throws Exception {
    CancellableContext root = Context.background().withCancel();
    CancellableContext middle = root.withCancel();
    List<Outcome<Integer>> observers = new ArrayList<>();
    StartLine start = new StartLine(THREADS + 1);
    for (int i = 0; i < THREADS; i++) {
      Context leaf = i % 2 == 0 ? middle : middle.withTimeout(Probe.LONG);
      observers.add(
          Threads.start(
              ThreadKind.PLATFORM,
              () -> {
                start.await();
                int registrations = 0;
                while (!leaf.isDone()) {
                  leaf.unparkWhenDone(Thread.currentThread()).close();
                  registrations++;
                }
                return registrations;
              }));
    }
    start.await();
    int registered = 0;
    root.cancel();
    for (Outcome<Integer> observer : observers) {
      registered += observer.result();
    }
    assertThat(registered).isNotNegative();
    assertThat(Probe.observers(root) + Probe.observers(middle)).isZero();
  }

  /** The child has the parent's deadline and must end as the parent does, whichever came first. */
  @SuppressWarnings("ReferenceEquality") // the very same cause
  @Rule(30)
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cancel_inTheMomentOfTheDeadline_endsParentAndChildAlike(boolean observed) {
    int cancelled = 0;
    int late = 0;
    IllegalStateException cause = new IllegalStateException("cancelled");
    for (int i = 0; i < 100_000; i++) {
      long deadline = System.nanoTime() + 5_000;
      CancelContext parent = Probe.childWithDeadlineAt(Context.background(), deadline);
      Context child = parent.withCancel();
      Context below = child.withCancel();
      if (observed) {
        below.unparkWhenDone(Thread.currentThread());
      }
      while (deadline - System.nanoTime() > i % 1_000 - 200) {
        Thread.onSpinWait();
      }
      parent.cancel(cause);
      cancelled += parent.state() == State.CANCELLED ? 1 : 0;
      late += parent.state() == State.DEADLINE_EXCEEDED ? 1 : 0;
      if (below.cause() != parent.cause() || child.cause() != parent.cause()) {
        fail("The parent ended with %s, the child with %s", parent.cause(), child.cause());
      }
    }
    assertThat(cancelled).isPositive();
    assertThat(late).isPositive();
  }

  @Rule(30)
  @Test
  void cause_asked_fromManyThreads_isMadeOnce() throws Exception {
    for (int i = 0; i < 200; i++) {
      CancellableContext context = Context.background().withCancel();
      context.cancel();
      Outcome<Throwable> other =
          Threads.startRacing(ThreadKind.PLATFORM, () -> context.withCancel().cause());
      assertThat(context.cause()).isSameAs(other.result());
    }
  }
}
