package io.sluice.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.channel.Channel;
import io.sluice.context.CancellableContext;
import io.sluice.context.CancelledException;
import io.sluice.context.Context;
import io.sluice.context.DeadlineExceededException;
import io.sluice.testkit.stress.ThreadKind;
import io.sluice.testkit.stress.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Go's singleflight cannot do: callers that leave. The rest: {@link GoSingleFlightTest}. */
@Timeout(60)
class SingleFlightTest {

  private final SingleFlight<String, String> flights = new SingleFlight<>();
  private final Context background = Context.background();
  private final AtomicInteger calls = new AtomicInteger();
  private final Channel<Void> mayEnd = Channel.unbuffered();
  private final AtomicReference<Context> given = new AtomicReference<>();

  /** Waits for {@link #mayEnd} or its cancellation. */
  private String slow(Context context) throws InterruptedException {
    given.set(context);
    int call = calls.incrementAndGet();
    mayEnd.receiveOrClosed(context);
    return "call " + call;
  }

  private io.sluice.testkit.stress.Outcome<String> startWaiting(Context context) {
    return Threads.startParked(ThreadKind.VIRTUAL, () -> flights.run(context, "key", this::slow));
  }

  private void awaitCalls(int count) {
    Threads.await(() -> calls.get() == count, count + " calls");
  }

  @Test
  void firstCallerLeaves_theRunGoesOnForTheOthers() {
    CancellableContext first = background.withCancel();
    var leaver = startWaiting(first);
    awaitCalls(1);
    var stayer = startWaiting(background);
    IOException cause = new IOException("cause");
    first.cancel(cause);
    assertThat(leaver.failure()).isExactlyInstanceOf(CancelledException.class).hasCause(cause);
    assertThat(given.get().isDone()).isFalse();
    mayEnd.close();
    assertThat(stayer.result()).isEqualTo("call 1");
    assertThat(calls).hasValue(1);
  }

  @Test
  void interruptedCaller_leavesLikeACancelledOne() {
    var leaver = startWaiting(background);
    awaitCalls(1);
    var stayer = startWaiting(background);
    leaver.thread().interrupt();
    assertThat(leaver.failure()).isExactlyInstanceOf(InterruptedException.class);
    mayEnd.close();
    assertThat(stayer.result()).isEqualTo("call 1");
  }

  @Test
  void lastCallerLeaves_theRunIsCancelledAndTheKeyIsFree() {
    CancellableContext context = background.withCancel();
    var first = startWaiting(context);
    var second = startWaiting(context);
    awaitCalls(1);
    Context run = given.get();
    context.cancel();
    assertThat(first.failure()).isExactlyInstanceOf(CancelledException.class);
    assertThat(second.failure()).isExactlyInstanceOf(CancelledException.class);
    assertThat(run.isDone()).isTrue();
    var next = startWaiting(background);
    awaitCalls(2);
    assertThat(given.get()).isNotSameAs(run);
    mayEnd.close();
    assertThat(next.result()).isEqualTo("call 2");
  }

  @Test
  void lastCallerLeaves_theRunIsInterrupted() {
    CancellableContext context = background.withCancel();
    Channel<Boolean> interrupted = Channel.buffered(1);
    var caller =
        Threads.startParked(
            ThreadKind.PLATFORM,
            () ->
                flights.run(
                    context,
                    "key",
                    c -> {
                      calls.incrementAndGet();
                      try {
                        Thread.sleep(Duration.ofDays(1));
                        return "never";
                      } catch (InterruptedException e) {
                        interrupted.send(true);
                        throw e;
                      }
                    }));
    awaitCalls(1);
    context.cancel();
    assertThat(caller.failure()).isExactlyInstanceOf(CancelledException.class);
    Threads.await(() -> interrupted.size() == 1, "the interrupt");
  }

  /** The run that was given up ignores that; its end must not remove the one that came after. */
  @Test
  void runThatWasGivenUp_doesNotDisturbTheNext() throws Exception {
    Channel<Void> oldMayEnd = Channel.unbuffered();
    AtomicReference<Thread> old = new AtomicReference<>();
    CancellableContext context = background.withCancel();
    var leaver =
        Threads.startParked(
            ThreadKind.VIRTUAL,
            () ->
                flights.run(
                    context,
                    "key",
                    c -> {
                      old.set(Thread.currentThread());
                      Threads.await(() -> oldMayEnd.tryReceive().isClosed(), "the very end");
                      return "old";
                    }));
    Threads.await(() -> old.get() != null, "the first run");
    context.cancel();
    assertThat(leaver.failure()).isInstanceOf(CancelledException.class);
    var next = startWaiting(background);
    awaitCalls(1);
    oldMayEnd.close();
    assertThat(old.get().join(Threads.DEADLINE)).isTrue();
    var joiner = startWaiting(background);
    mayEnd.close();
    assertThat(next.result()).isEqualTo("call 1");
    assertThat(joiner.result()).isEqualTo("call 1");
    assertThat(calls).hasValue(1);
  }

  @Test
  void joinerRacingWithTheLastLeaver_isNeverCancelled() {
    Channel<Void> open = Channel.unbuffered();
    open.close();
    for (int i = 0; i < 300; i++) {
      SingleFlight<String, Integer> shared = new SingleFlight<>();
      CancellableContext context = background.withCancel();
      AtomicInteger runs = new AtomicInteger();
      Scope.Task<Integer> task =
          c -> {
            int run = runs.incrementAndGet();
            while (run == 1 && !c.isDone()) {
              Thread.onSpinWait();
            }
            open.receiveOrClosed(c);
            return run;
          };
      var leaver = Threads.start(ThreadKind.VIRTUAL, () -> shared.run(context, "key", task));
      Threads.await(() -> runs.get() == 1, "the first run");
      var canceller = Threads.start(ThreadKind.PLATFORM, () -> context.cancel());
      // While the first run is being given up, this one joins it or comes too late.
      var joiner = Threads.start(ThreadKind.VIRTUAL, () -> joinOrRunAnew(shared));
      assertThat(canceller.result()).isTrue();
      assertThat(leaver.failure()).isInstanceOf(CancelledException.class);
      assertThat(joiner.result()).isIn(0, -1);
    }
  }

  /** A joiner with a deadline: if it has joined the first run, it is what keeps that alive. */
  private int joinOrRunAnew(SingleFlight<String, Integer> shared) throws Exception {
    try (var patience = background.withTimeout(Duration.ofMillis(3))) {
      return shared.run(patience, "key", c -> 0);
    } catch (DeadlineExceededException e) {
      return -1;
    }
  }

  @Test
  void run_hasTheValuesOfTheFirstCaller_butNotItsDeadline() throws Exception {
    Context.Key<String> key = Context.Key.of("key");
    try (var limited = background.withTimeout(Duration.ofDays(1))) {
      String value =
          flights.run(
              limited.withValue(key, "value"),
              "key",
              c -> {
                assertThat(c.remaining()).isEmpty();
                return c.value(key);
              });
      assertThat(value).isEqualTo("value");
    }
  }

  @Test
  void run_contextIsDoneAfterwards() throws Exception {
    Context inner = new SingleFlight<String, Context>().run(background, "key", c -> c);
    assertThat(inner.isDone()).isTrue();
  }

  @Test
  void run_threadIsNamedAfterTheKey() throws Exception {
    assertThat(flights.run(background, "Berlin", c -> Thread.currentThread().getName()))
        .isEqualTo("single-flight Berlin");
  }

  @Test
  void run_onEntryCancelledOrInterrupted_runsNothing() {
    CancellableContext done = background.withCancel();
    IOException cause = new IOException("cause");
    done.cancel(cause);
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> flights.run(done, "key", this::slow))
        .withCause(cause);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> flights.run(background, "key", this::slow));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(calls).hasValue(0);
  }
}
